import type OpenAI from 'openai'
import type { TierChoice } from '../catalogue.ts'
import { ModelError } from '../error.ts'
import type { Finish, ModelRequest } from '../model.ts'
import { formatSchema } from './format-schema.ts'
import { lazyOpenAi } from './openai-client.ts'
import { CONTINUE } from './prompt.ts'
import type { Provider, ProviderEvent, ProviderOptions } from './provider.ts'
import { kindOfCode, translate } from './sdk-errors.ts'
import { fromWireName, parametersOf, toWireName } from './wire-names.ts'

type Body = OpenAI.Chat.ChatCompletionCreateParamsStreaming
type Message = OpenAI.Chat.ChatCompletionMessageParam
type Chunk = OpenAI.Chat.ChatCompletionChunk

/** Chat completions, as Ollama, vLLM, llama.cpp, Gemini's compatible endpoint and gateways speak them. */
export function openAiChat(options: ProviderOptions): Provider {
  const client = lazyOpenAi(options)
  const { name } = options
  return {
    name,
    load: client.load,
    warmUp: client.warmUp,
    async *stream(request, choice, signal) {
      const reader = new ChunkReader(name)
      try {
        const openai = await client.load()
        const stream = await openai.chat.completions.create(bodyOf(request, choice), { signal })
        yield { type: 'opened' }
        for await (const chunk of stream) yield* reader.read(chunk)
        yield* reader.end()
      } catch (error) {
        if (!signal.aborted) throw translate(error, name)
      }
    },
  }
}

function bodyOf(request: ModelRequest, { model, effort }: TierChoice): Body {
  const { tools, format, maxOutputTokens } = request
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    messages: messagesOf(request),
    ...(effort === 'default' ? {} : { reasoning_effort: effort }),
    ...(maxOutputTokens === undefined ? {} : { max_tokens: maxOutputTokens }),
    ...(tools?.length
      ? {
          tools: tools.map((tool) => ({
            type: 'function' as const,
            function: { name: toWireName(tool.name), description: tool.description, parameters: parametersOf(tool) },
          })),
        }
      : {}),
    ...(format
      ? { response_format: { type: 'json_schema', json_schema: { name: format.name, ...schemaOf(format) } } }
      : {}),
  }
}

function schemaOf(format: NonNullable<ModelRequest['format']>): { schema: Record<string, unknown>; strict: boolean } {
  const { schema, isStrict } = formatSchema(format.schema)
  return { schema, strict: isStrict }
}

/** One system message: many local models know no second one. */
function messagesOf({ instructions, situation, messages, shown }: ModelRequest): Message[] {
  const said: Message[] = [{ role: 'system', content: situation ? `${instructions}\n\n${situation}` : instructions }]
  for (const message of messages) {
    if (message.role === 'tool') said.push({ role: 'tool', tool_call_id: message.call, content: message.result })
    else if (message.role === 'contact') said.push({ role: 'user', content: message.text })
    else
      said.push({
        role: 'assistant',
        content: message.text,
        ...(message.toolCalls?.length
          ? {
              tool_calls: message.toolCalls.map(({ id, tool, arguments: text }) => ({
                id,
                type: 'function' as const,
                function: { name: toWireName(tool), arguments: text },
              })),
            }
          : {}),
      })
  }
  if (shown) said.push({ role: 'assistant', content: shown }, { role: 'user', content: CONTINUE })
  return said
}

const finishes: Readonly<Record<string, Finish>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'filtered',
}

/** Puts tool calls together, which come in pieces, and keeps the end until the usage behind it has come. */
class ChunkReader {
  private readonly calls = new Map<number, { id: string; name: string; text: string }>()
  private finish: Finish | null = null

  constructor(private readonly provider: string) {}

  *read(chunk: Chunk): Generator<ProviderEvent> {
    const { error } = chunk as { error?: { message?: string; code?: string; type?: string } }
    if (error) throw this.failure(error)
    if (chunk.usage)
      yield {
        type: 'tokens',
        tokensIn: chunk.usage.prompt_tokens,
        tokensCached: chunk.usage.prompt_tokens_details?.cached_tokens ?? 0,
        tokensOut: chunk.usage.completion_tokens,
      }
    const choice = chunk.choices?.[0]
    if (!choice) return
    const { content, tool_calls: pieces } = choice.delta ?? {}
    if (content) yield { type: 'text', text: content }
    // Servers differ in the name of the field that carries thinking.
    const thinking = choice.delta as { reasoning_content?: string; reasoning?: string } | undefined
    if (thinking?.reasoning_content || thinking?.reasoning) yield { type: 'progress', what: 'reasoning' }
    for (const piece of pieces ?? []) {
      const call = this.calls.get(piece.index) ?? { id: '', name: '', text: '' }
      call.id ||= piece.id ?? ''
      call.name ||= piece.function?.name ?? ''
      call.text += piece.function?.arguments ?? ''
      this.calls.set(piece.index, call)
      yield { type: 'progress', what: 'tool_call' }
    }
    if (choice.finish_reason) this.finish = finishes[choice.finish_reason] ?? 'stop'
  }

  *end(): Generator<ProviderEvent> {
    if (this.finish === null) return
    for (const [index, { id, name, text }] of this.calls)
      yield { type: 'tool_call', id: id || `call_${index}`, tool: fromWireName(name), arguments: text || '{}' }
    yield { type: 'done', finish: this.calls.size > 0 ? 'tool_calls' : this.finish }
  }

  private failure({ message, code, type }: { message?: string; code?: string; type?: string }): ModelError {
    const kind = kindOfCode(String(code)) ?? kindOfCode(type) ?? 'overloaded'
    return new ModelError(kind, `${this.provider} failed in the middle: ${message ?? 'no reason given'}`, {
      provider: this.provider,
    })
  }
}
