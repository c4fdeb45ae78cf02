import type { ModelTool } from '@repartee/llm'
import { searchKnowledge, type Tool } from '@repartee/packs'
import { attributeNames, count, observe, spanNames, withSpan, type Logger } from '@repartee/telemetry'
import { z } from 'zod'
import type { Context } from '../core/context.ts'
import { asData } from '../core/prompt/data.ts'
import { nameForModels, outsideTools, type OutsideTool } from '../core/tools/outside.ts'
import { isPlaceholder } from '../core/tools/problem.ts'
import type { ToolCall } from '../core/tools/validate.ts'
import type { McpServers } from '../mcp/servers.ts'
import type { ToolRecord } from './model-tools.ts'
import type { OpenTurn } from './open-turn.ts'
import type { ToolBudget } from './tool-budget.ts'

const LONGEST_RESULT = 4000

/** What a look-up needs of the turn. */
type Looking = Pick<OpenTurn, 'context' | 'turn' | 'signal' | 'waitFor'>

/** A look-up that a model may make: what it takes, and what came of it. */
interface LookUp {
  readonly tool: Tool
  readonly offered: ModelTool
  readonly run: (open: Looking, given: Record<string, unknown>) => Promise<{ outcome: string; text: string }>
}

/** The look-ups of a pack besides its calendar: its papers, and the tools of MCP servers that it allows. None has an effect. */
export class LookTools {
  constructor(
    private readonly servers: McpServers,
    private readonly budget: ToolBudget,
    private readonly log: Logger,
  ) {}

  /** What a model is told of in this turn: what the pack has on this channel, from servers that answer. */
  async offered(context: Context): Promise<ModelTool[]> {
    return (await this.lookUps(context)).map(({ offered }) => offered)
  }

  /** Runs a call of one of them; null when it is none. Every use is on record, refused ones too. */
  async run(open: Looking, call: ToolCall, record: ToolRecord): Promise<string | null> {
    const { context, turn } = open
    const lookUp = (await this.lookUps(context)).find(({ offered }) => offered.name === call.tool)
    if (lookUp === undefined) return null
    const { tool } = lookUp
    const refuse = (field: string, reason: string, says: string): string => {
      count('repartee_tool_rejections_total', { tool: tool.name, reason })
      this.log.warn({ tool: tool.name, field, reason, isRefused: true }, 'a tool call was refused')
      record.uses.push({
        tool: tool.name,
        outcome: 'refused',
        tookMs: 0,
        idempotent: false,
        refused: { field, reason },
      })
      return asData(JSON.stringify({ wrong: [{ field, why: says }] }))
    }
    if (record.uses.length >= context.pack.limits.toolSteps)
      return refuse('', 'too_many_steps', 'answer with what you have')
    if (!this.budget.take(`${turn.tenant} ${turn.session} ${tool.name}`, tool.perMinute)) {
      return refuse('', 'rate_limited', 'it was used too often in the last minute')
    }
    const given = readArguments(call.arguments)
    if (given === null) return refuse('', 'not_json', 'the arguments are no JSON object')
    const schema = schemaOf(lookUp.offered)
    const parsed = schema.safeParse(given)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      return refuse(String(issue?.path[0] ?? ''), 'wrong_type', issue?.message ?? 'the arguments have another shape')
    }
    const empty = Object.entries(given).find(([, value]) => typeof value === 'string' && isPlaceholder(value))
    if (empty) return refuse(empty[0], 'placeholder', `"${String(empty[1])}" stands for no value`)
    return this.carryOut(open, lookUp, given, record)
  }

  private async carryOut(
    open: Looking,
    { tool, run }: LookUp,
    given: Record<string, unknown>,
    record: ToolRecord,
  ): Promise<string> {
    const startedAt = performance.now()
    const { outcome, text } = await withSpan(
      spanNames.executeTool(tool.name),
      { kind: 'client', attributes: { [attributeNames.genAiTool]: tool.name } },
      () => open.waitFor(run(open, given)),
    )
    const tookMs = performance.now() - startedAt
    observe('repartee_tool_seconds', tookMs / 1000, { tool: tool.name, outcome })
    const { tenant, session, turn } = open.turn
    this.log.info({ tenant, session, turn, tool: tool.name, outcome, tookMs: Math.round(tookMs) }, 'a tool was used')
    record.uses.push({ tool: tool.name, outcome, tookMs, idempotent: tool.idempotent })
    // What comes from outside is data, whatever it says.
    const note = outcome === 'ok' ? text : JSON.stringify({ outcome, note: text || 'it cannot be reached now' })
    return asData(note).slice(0, LONGEST_RESULT)
  }

  private async lookUps(context: Context): Promise<LookUp[]> {
    const { channel } = context.turn.address
    const outside = await Promise.all(outsideTools(context.pack, channel).map((tool) => this.outside(tool)))
    const papers = context.pack.tools.find(({ name }) => name === 'knowledge.search')
    const own = papers?.channels.includes(channel) && context.pack.knowledge.length > 0 ? [inPapers(papers)] : []
    return [...own, ...outside.flatMap((lookUp) => (lookUp === null ? [] : [lookUp]))]
  }

  /** Null where the operator has not named the server, or it is away, or has no such tool any more. */
  private async outside(tool: OutsideTool): Promise<LookUp | null> {
    const { server, tool: remote } = tool.mcp
    const described = await this.servers.describe(server, remote)
    if (described === null) return null
    return {
      tool,
      offered: {
        name: nameForModels(tool.name),
        description: described.description,
        parameters: described.inputSchema,
      },
      run: (open, given) =>
        this.servers.call(
          server,
          remote,
          { arguments: given, idempotencyKey: null },
          { timeoutMs: tool.timeoutMs, signal: open.signal },
        ),
    }
  }
}

const query = z.strictObject({ query: z.string().min(1).describe('what to look for, in a few words') })

function inPapers(tool: Tool): LookUp {
  return {
    tool,
    offered: {
      name: nameForModels(tool.name),
      description: 'Passages of our own papers on a question, with their source. Name the source.',
      parameters: query,
    },
    run: ({ context }, given) => {
      const passages = searchKnowledge(context.pack, context.detection.language.code, String(given['query']))
      const found = passages.map(({ file, heading, text }) => ({ source: `${file}.md`, heading, text }))
      return Promise.resolve({ outcome: 'ok', text: JSON.stringify(found.length > 0 ? found : 'nothing on that') })
    },
  }
}

function schemaOf({ parameters }: ModelTool): z.ZodType {
  return parameters instanceof z.ZodType ? parameters : z.fromJSONSchema(parameters as never)
}

function readArguments(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    // What is wrong with it is told to the model, not thrown: its next step can mend it.
    return null
  }
}
