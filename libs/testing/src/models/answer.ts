import type { ModelCall } from './call.ts'
import { sampleOf } from './sample.ts'

/** What the simulated model says: a text, JSON, tool calls. */
export type SimulatedAnswer =
  | string
  | {
      readonly text?: string
      readonly json?: unknown
      readonly toolCalls?: readonly { readonly tool: string; readonly arguments: Record<string, unknown> }[]
      readonly finish?: 'stop' | 'length' | 'filtered'
      readonly tokens?: { readonly in?: number; readonly cached?: number; readonly out?: number }
    }

export type Answerer = (call: ModelCall) => SimulatedAnswer | undefined | Promise<SimulatedAnswer | undefined>

/** An answer with nothing left to decide. */
export interface PreparedAnswer {
  readonly pieces: readonly string[]
  readonly toolCalls: readonly { readonly id: string; readonly tool: string; readonly text: string }[]
  readonly finish: 'stop' | 'length' | 'filtered' | 'tool_calls'
  readonly tokens: { readonly in: number; readonly cached: number; readonly out: number }
}

const USUAL_TEXT = 'Thank you for your message. How can I help you today?'

/** Fills in what an answer leaves open; nothing at all becomes a polite sentence, or JSON of the wanted shape. */
export function prepare(call: ModelCall, answer: SimulatedAnswer | undefined): PreparedAnswer {
  const given = typeof answer === 'string' ? { text: answer } : (answer ?? {})
  const toolCalls = (given.toolCalls ?? []).map(({ tool, arguments: value }, index) => ({
    id: `call_${call.number}_${index}`,
    tool,
    text: JSON.stringify(value),
  }))
  const text =
    given.text ?? (given.json === undefined ? undefined : JSON.stringify(given.json)) ?? usual(call, toolCalls.length)
  const pieces = text.match(/\S*\s*/g)?.filter(Boolean) ?? []
  return {
    pieces,
    toolCalls,
    finish: toolCalls.length > 0 ? 'tool_calls' : (given.finish ?? 'stop'),
    tokens: {
      in: given.tokens?.in ?? Math.ceil(JSON.stringify(call.body).length / 4),
      cached: given.tokens?.cached ?? 0,
      out: given.tokens?.out ?? Math.ceil((text.length + toolCalls.reduce((sum, one) => sum + one.text.length, 0)) / 4),
    },
  }
}

function usual(call: ModelCall, toolCalls: number): string {
  if (toolCalls > 0) return ''
  return call.format ? JSON.stringify(sampleOf(call.format.schema)) : USUAL_TEXT
}
