import type { IncomingHttpHeaders } from 'node:http'

/** Whose protocol a request speaks. */
export type SimulatedProvider = 'openai' | 'compatible' | 'anthropic' | 'workflow' | 'embeddings'

/** One request as the simulator saw it, the same for all protocols. */
export interface ModelCall {
  readonly provider: SimulatedProvider
  /** From 1, over all providers. */
  readonly number: number
  readonly model: string
  /** All system and developer texts. */
  readonly instructions: string
  readonly messages: readonly { readonly role: string; readonly text: string }[]
  /** What the contact said last. */
  readonly lastText: string
  /** Names of the tools, with dots. */
  readonly tools: readonly string[]
  /** The JSON Schema that was asked for. */
  readonly format: { readonly name: string; readonly schema: Record<string, unknown> } | null
  readonly body: Record<string, unknown>
  readonly headers: IncomingHttpHeaders
  /** Milliseconds of `performance.now()`. */
  readonly startedMs: number
  /** The latency that was drawn for it. */
  readonly latencyMs: number
  /** When the caller cut it off, or null. */
  abortedMs: number | null
  /** When the answer was written to its end, or null. */
  endedMs: number | null
}

/** What a protocol's reader finds in a body. */
export type CallContent = Pick<ModelCall, 'model' | 'instructions' | 'messages' | 'tools' | 'format'>

export const fromWireName = (name: string): string => name.replaceAll('__', '.')
export const toWireName = (tool: string): string => tool.replaceAll('.', '__')

/** Text of a content field: a string, or parts with texts. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return content === undefined || content === null ? '' : JSON.stringify(content)
  return content
    .map(
      (part: { text?: string; content?: unknown; input?: unknown }) => part.text ?? textOf(part.content ?? part.input),
    )
    .join('')
}
