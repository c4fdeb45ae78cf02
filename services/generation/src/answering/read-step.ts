import type { Usage } from '@repartee/contracts'
import { ModelError, type Model, type ModelRequest } from '@repartee/llm'
import type { ToolCall } from '../core/tools/validate.ts'
import type { Speech } from '../speech.ts'

/** What a model said in one step: words, or calls of tools, or both. */
export interface SaidStep {
  readonly text: string
  readonly calls: readonly ToolCall[]
  readonly usage: readonly Usage[]
  readonly provider: string
  readonly model: string
  readonly arms?: Readonly<Record<string, string>>
  /** By the clock of `performance.now()`. */
  readonly firstTokenAt: number | null
}

/** Reads one step to its end, passing the words on as they come. Throws ModelError, whose `usage` says what was spent. */
export async function readStep(
  model: Model,
  request: ModelRequest,
  speech: Pick<Speech, 'push'>,
  signal: AbortSignal,
): Promise<SaidStep> {
  const usage: Usage[] = []
  const calls: ToolCall[] = []
  let text = ''
  let isDone = false
  let firstTokenAt: number | null = null
  let speaker: Pick<SaidStep, 'provider' | 'model' | 'arms'> = { provider: '', model: '' }
  try {
    for await (const event of model.send(request, { signal })) {
      if (event.type === 'text') {
        text += event.text
        speech.push(event.text)
      } else if (event.type === 'tool_call') calls.push(event)
      else if (event.type === 'usage') usage.push(event.usage)
      else if (event.type === 'meta') speaker = event
      else if (event.type === 'done') isDone = true
      if (event.type === 'tool_call' || event.type === 'text') firstTokenAt ??= performance.now()
    }
  } catch (error) {
    if (error instanceof ModelError) error.usage = usage
    throw error
  }
  // Aborting a stream in the middle ends the loop without an error.
  if (!isDone) throw new ModelError('aborted', 'the answer ended before it was whole', speaker)
  return { text, calls, usage, firstTokenAt, ...speaker }
}
