import { isOn, type Flags } from '@repartee/llm'
import { count, type Logger } from '@repartee/telemetry'
import type { Context } from '../core/context.ts'
import { TOOLS } from '../core/prompt/texts.ts'
import { toolUse, type ToolUse } from '../core/kept-reply.ts'
import { toolsOf, type ToolDefinition } from '../core/tools/definitions.ts'
import { appointmentOf, type Done } from '../core/tools/done.ts'
import { knownOf } from '../core/tools/known.ts'
import { governing, refusalOf, type Refusal } from '../core/tools/policy.ts'
import type { ToolProblem } from '../core/tools/problem.ts'
import { requestOf } from '../core/tools/requests.ts'
import { told, toldRefused } from '../core/tools/told.ts'
import { validateCall, type ReadCall, type ToolCall } from '../core/tools/validate.ts'
import type { Ask } from '../core/step.ts'
import type { Tools } from '../tools.ts'
import type { OpenTurn } from './open-turn.ts'
import type { ToolBudget } from './tool-budget.ts'

/** What the tools of one turn did, and what was refused. */
export interface ToolRecord {
  readonly done: Done[]
  readonly uses: ToolUse[]
}

/** Runs the calls of a model: each is read, checked and permitted before anything happens, and each refusal is on record. */
export class ModelTools {
  constructor(
    private readonly tools: Tools,
    private readonly budget: ToolBudget,
    private readonly flags: Flags,
    private readonly log: Logger,
  ) {}

  /** What a model is told came of its call. Throws Superseded when the turn may have no effect any more. */
  async run(open: OpenTurn, call: ToolCall, record: ToolRecord): Promise<string> {
    const { context } = open
    const all = toolsOf(context.pack)
    const isOver = record.uses.length >= context.pack.limits.toolSteps
    if (isOver) return this.refuse(call, record, { reason: 'too_many_steps', says: 'answer with what you have' })
    // Permission first: what may not run needs no checking, and nothing about the arguments is told.
    const named = all.find(({ name }) => name === call.tool)
    const refusal = named ? (refusalOf(context, named, record.done) ?? this.overBudget(context, named)) : null
    if (refusal !== null) return this.refuse(call, record, refusal)
    const read = validateCall(context, all, call, knownOf(record.done.flatMap(({ result }) => result ?? [])))
    const problems = read.ok ? read.call.problems : read.problems
    // The switch turns refusals of a value into log lines; what is no call of the tool at all cannot run.
    const runs = read.ok && (problems.length === 0 || !isOn(this.flags, open.turn.tenant, 'validator'))
    const says = problems.length > 0 ? this.refuse(call, runs ? null : record, problems) : ''
    return runs ? this.carryOut(open, read.call, record) : says
  }

  private async carryOut(open: OpenTurn, call: ReadCall, record: ToolRecord): Promise<string> {
    const { context } = open
    if (call.tool.kind === 'effect') await open.commit()
    const startedAt = performance.now()
    const request = requestOf(context, call) ?? moveSearch(open, call, record)
    const result =
      request &&
      (await open.waitFor(
        this.tools.ask(
          request,
          context.turn,
          context.detection.language.code,
          open.signal,
          governing(context.pack, call.tool),
        ),
      ))
    const done: Done = { tool: call.tool.name, arguments: call.arguments, result }
    record.done.push(done)
    const tookMs = performance.now() - startedAt
    record.uses.push(
      result ? toolUse(result, tookMs) : { tool: call.tool.name, outcome: 'ok', tookMs, idempotent: false },
    )
    return told(context, done)
  }

  private overBudget({ turn, pack }: Context, tool: ToolDefinition): Refusal | null {
    const perMinute = governing(pack, tool)?.perMinute ?? 0
    return this.budget.take(`${turn.tenant} ${turn.session} ${tool.governedBy}`, perMinute)
      ? null
      : { reason: 'rate_limited', says: 'it was used too often in the last minute' }
  }

  /** Puts a refusal on record: log, metric, and the reasoning of the reply; without a record only the first two. */
  private refuse(call: ToolCall, record: ToolRecord | null, why: readonly ToolProblem[] | Refusal): string {
    const problems = 'says' in why ? [{ field: '', reason: why.reason }] : why
    // A model can call a tool anything; a metric's label and a record hold only names that there are.
    const tool = call.tool in TOOLS ? call.tool : 'unknown'
    for (const { field, reason } of problems) {
      count('repartee_tool_rejections_total', { tool, reason })
      this.log.warn({ tool, field, reason, isRefused: record !== null }, 'a tool call was refused')
    }
    const [first] = problems
    record?.uses.push({
      tool,
      outcome: 'refused',
      tookMs: 0,
      idempotent: false,
      refused: { field: first?.field ?? '', reason: first?.reason ?? 'unknown_tool' },
    })
    return toldRefused(why)
  }
}

/** A proposed move needs to know whether the new start is free. */
function moveSearch({ context }: OpenTurn, { tool, arguments: values }: ReadCall, { done }: ToolRecord): Ask | null {
  if (tool.name !== 'propose_move') return null
  const booking = appointmentOf(done, values['appointment'] ?? null)
  if (booking === null) return null
  const search = { ...values, service: booking.service.key, person: values['person'] ?? booking.resource.key }
  const find = toolsOf(context.pack).find(({ name }) => name === 'find_times')
  return find ? requestOf(context, { tool: find, arguments: search, problems: [] }) : null
}
