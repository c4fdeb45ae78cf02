import type { z } from 'zod'
import type { Context } from '../context.ts'
import { checkAppointment, checkHold, checkOffer, checkRemember, checkSearch, checkService } from './arguments.ts'
import type { ModelToolName, ToolDefinition } from './definitions.ts'
import type { Known } from './known.ts'
import { isPlaceholder, type ToolProblem } from './problem.ts'

/** A call as a model made it; `arguments` is JSON text. */
export interface ToolCall {
  readonly id: string
  readonly tool: string
  readonly arguments: string
}

/** A call whose arguments are of the tool's shape. What is wrong with their values stands beside. */
export interface ReadCall {
  readonly tool: ToolDefinition
  readonly arguments: Readonly<Record<string, string | null>>
  readonly problems: readonly ToolProblem[]
}

export type Validated = { ok: true; call: ReadCall } | { ok: false; problems: readonly ToolProblem[] }

/** Reads a call and finds all that is wrong with it: its shape, placeholders, and each value against what is known. */
export function validateCall(
  context: Context,
  tools: readonly ToolDefinition[],
  { tool: name, arguments: text }: ToolCall,
  known: Known,
): Validated {
  const tool = tools.find((candidate) => candidate.name === name)
  const refuse = (...problems: ToolProblem[]): Validated => ({ ok: false, problems })
  if (tool === undefined) {
    const suggestions = tools.map((candidate) => candidate.name)
    return refuse({ tool: name, field: '', reason: 'unknown_tool', says: 'there is no such tool', suggestions })
  }
  const given = parse(text)
  if (given === undefined) {
    return refuse({
      tool: name,
      field: '',
      reason: 'not_json',
      says: 'the arguments are no JSON object',
      suggestions: [`{${Object.keys(tool.parameters.shape).join(', ')}}`],
    })
  }
  const parsed = tool.parameters.safeParse(given)
  if (!parsed.success) return refuse(...parsed.error.issues.flatMap((issue) => shapeProblem(tool, given, issue)))
  const values = parsed.data as Record<string, string | null>
  const empty = Object.entries(values).filter(([, value]) => value !== null && isPlaceholder(value))
  const problems = [
    ...empty.map(([field, value]) => placeholder(tool.name, field, String(value))),
    ...CHECKS[tool.name](context, tool.name, values, known),
  ].filter((problem, index, all) => all.findIndex(({ field }) => field === problem.field) === index)
  return { ok: true, call: { tool, arguments: values, problems } }
}

type Check = (
  context: Context,
  tool: ModelToolName,
  values: Readonly<Record<string, string | null>>,
  known: Known,
) => ToolProblem[]

const NONE: Check = () => []

const CHECKS: Readonly<Record<ModelToolName, Check>> = {
  find_services: NONE,
  find_people: checkService,
  find_times: checkSearch,
  hold_time: checkHold,
  list_appointments: NONE,
  propose_move: checkAppointment,
  propose_cancel: checkAppointment,
  book: checkOffer,
  move: checkOffer,
  cancel: checkOffer,
  hand_over: NONE,
  remember: checkRemember,
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    // What is wrong with it is told to the model, not thrown: its next step can mend it.
    return undefined
  }
}

function shapeProblem(
  { name: tool, parameters }: ToolDefinition,
  given: Readonly<Record<string, unknown>>,
  issue: z.core.$ZodIssue,
): ToolProblem[] {
  const fields = Object.keys(parameters.shape)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({
      tool,
      field,
      reason: 'unknown_field',
      says: 'the tool has no such field',
      suggestions: fields,
    }))
  }
  const field = String(issue.path[0] ?? '')
  const isMissing = !(field in given)
  return [
    {
      tool,
      field,
      reason: isMissing ? 'missing' : 'wrong_type',
      says: isMissing ? 'it is missing' : 'it must be a text',
      suggestions: [parameters.shape[field]?.description ?? 'a text'],
    },
  ]
}

function placeholder(tool: ModelToolName, field: string, value: string): ToolProblem {
  return {
    tool,
    field,
    reason: 'placeholder',
    says: `"${value.slice(0, 40)}" stands for no value: use what they said or a tool told, else ask them`,
    suggestions: [],
  }
}
