import type { Usage } from '@repartee/contracts'
import type { z } from 'zod'
import { ModelError } from './error.ts'
import { parseJson } from './json.ts'
import type { Finish, Model, ModelRequest } from './model.ts'

export interface Collected {
  readonly text: string
  readonly toolCalls: readonly { readonly id: string; readonly tool: string; readonly arguments: string }[]
  /** Of every attempt, losers and failures too. */
  readonly usage: readonly Usage[]
  /** Who answered; of an answer that another one went on with, the last. */
  readonly provider: string
  readonly model: string
  readonly firstTokenMs: number | null
  readonly finish: Finish
  readonly arms?: Readonly<Record<string, string>>
}

/** Reads an answer to its end. Throws ModelError, whose `usage` says what was spent all the same. */
export async function collect(
  model: Model,
  request: ModelRequest,
  { signal }: { signal: AbortSignal },
): Promise<Collected> {
  const startedMs = performance.now()
  const usage: Usage[] = []
  const toolCalls: { id: string; tool: string; arguments: string }[] = []
  let text = ''
  let speaker: Pick<Collected, 'provider' | 'model' | 'arms'> = { provider: '', model: '' }
  let firstTokenMs: number | null = null
  let finish: Finish | null = null
  try {
    for await (const event of model.send(request, { signal })) {
      if (event.type === 'text') text += event.text
      else if (event.type === 'tool_call') toolCalls.push(event)
      else if (event.type === 'usage') usage.push(event.usage)
      else if (event.type === 'done') finish = event.finish
      else if (event.type === 'meta') speaker = event
      if (firstTokenMs === null && (event.type === 'tool_call' || (event.type === 'text' && event.text.trim() !== '')))
        firstTokenMs = performance.now() - startedMs
    }
  } catch (error) {
    if (error instanceof ModelError) error.usage = usage
    throw error
  }
  if (finish === null) throw new ModelError('aborted', 'the answer ended before it was whole', speaker)
  const { provider, model: name, arms } = speaker
  return { text, toolCalls, usage, provider, model: name, firstTokenMs, finish, ...(arms ? { arms } : {}) }
}

export type JsonRequest<T> = ModelRequest & {
  readonly format: { readonly name: string; readonly schema: z.ZodType<T> }
}

/** Reads an answer that is JSON, as the value that `request.format.schema` makes of it. Throws ModelError, `invalid` when it does not fit. */
export async function collectJson<T>(
  model: Model,
  request: JsonRequest<T>,
  options: { signal: AbortSignal },
): Promise<Collected & { readonly value: T }> {
  const collected = await collect(model, request, options)
  try {
    return { ...collected, value: parseJson(collected.text, request.format.schema, collected.provider) }
  } catch (error) {
    if (error instanceof ModelError) error.usage = collected.usage
    throw error
  }
}
