import type Anthropic from '@anthropic-ai/sdk'
import { THINKING_TOKENS, type TierChoice } from '../catalogue.ts'
import type { Finish, ModelRequest } from '../model.ts'
import { formatSchema, withoutLimits } from './format-schema.ts'
import { CONTINUE, formatInWords } from './prompt.ts'
import type { Provider, ProviderEvent, ProviderOptions } from './provider.ts'
import { translate } from './sdk-errors.ts'
import { fromWireName, parametersOf, toWireName } from './wire-names.ts'

type Body = Anthropic.MessageCreateParamsStreaming
type Event = Anthropic.RawMessageStreamEvent
type Block = Anthropic.ContentBlockParam

/** The API wants a bound on every answer. */
const USUAL_OUTPUT_TOKENS = 2048
/** Far above all deadlines of the policies, which abort the call by its signal. */
const NO_TIMEOUT_MS = 3_600_000

/** Anthropic's Messages API: https://platform.claude.com/docs/en/api/messages */
export function anthropicMessages({ name, apiKey, baseUrl, pool }: ProviderOptions): Provider {
  let client: Promise<Anthropic> | undefined
  const load = (): Promise<Anthropic> => (client ??= make())
  const make = async (): Promise<Anthropic> => {
    const { Anthropic: Client } = await import('@anthropic-ai/sdk')
    return new Client({
      apiKey,
      authToken: null,
      baseURL: baseUrl,
      fetch: pool.fetch,
      fetchOptions: pool.fetchOptions as never,
      maxRetries: 0,
      timeout: NO_TIMEOUT_MS,
      logLevel: 'off',
      openTelemetry: { propagation: false, traces: { enabled: false } },
    })
  }
  return {
    name,
    load,
    warmUp: async (signal) => {
      await Promise.all([load(), pool.warm(baseUrl, signal)])
    },
    async *stream(request, choice, signal) {
      const reader = new EventReader()
      try {
        const anthropic = await load()
        const stream = await anthropic.messages.create(bodyOf(request, choice), { signal })
        yield { type: 'opened' }
        for await (const event of stream) yield* reader.read(event)
      } catch (error) {
        if (!signal.aborted) throw translate(error, name)
      }
    },
  }
}

function bodyOf(request: ModelRequest, { model, effort, thinking }: TierChoice): Body {
  const { instructions, situation, tools, format, maxOutputTokens } = request
  const wanted = format ? formatSchema(format.schema) : null
  const inWords = wanted && !wanted.isStrict ? [{ type: 'text' as const, text: formatInWords(wanted.schema) }] : []
  const output: Anthropic.OutputConfig = {
    ...(effort === 'none' || effort === 'default' ? {} : { effort }),
    ...(wanted?.isStrict ? { format: { type: 'json_schema', schema: withoutLimits(wanted.schema) } } : {}),
  }
  return {
    model,
    stream: true,
    max_tokens: (maxOutputTokens ?? USUAL_OUTPUT_TOKENS) + (thinking ? 0 : THINKING_TOKENS),
    system: [
      { type: 'text', text: instructions, cache_control: { type: 'ephemeral' } },
      ...(situation ? [{ type: 'text' as const, text: situation }] : []),
      ...inWords,
    ],
    messages: messagesOf(request),
    ...(thinking ? { thinking: { type: thinking } } : {}),
    ...(Object.keys(output).length > 0 ? { output_config: output } : {}),
    ...(tools?.length
      ? {
          tools: tools.map((tool) => ({
            name: toWireName(tool.name),
            description: tool.description,
            input_schema: parametersOf(tool) as Anthropic.Tool.InputSchema,
          })),
        }
      : {}),
  }
}

/** Turns must alternate and end with the user: neighbours of one role are put together. Prefilled answers are refused since 4.6. */
function messagesOf({ messages, shown }: ModelRequest): Anthropic.MessageParam[] {
  const said: { role: 'user' | 'assistant'; content: Block[] }[] = []
  const say = (role: 'user' | 'assistant', ...blocks: Block[]): void => {
    if (blocks.length === 0) return
    const last = said.at(-1)
    if (last?.role === role) last.content.push(...blocks)
    else said.push({ role, content: blocks })
  }
  for (const message of messages) {
    if (message.role === 'tool')
      say('user', { type: 'tool_result', tool_use_id: message.call, content: message.result })
    else if (message.role === 'contact') say('user', ...textBlock(message.text))
    else
      say(
        'assistant',
        ...textBlock(message.text),
        ...(message.toolCalls ?? []).map(({ id, tool, arguments: text }) => ({
          type: 'tool_use' as const,
          id,
          name: toWireName(tool),
          input: inputOf(text),
        })),
      )
  }
  if (shown) {
    say('assistant', ...textBlock(shown.trimEnd()))
    say('user', { type: 'text', text: CONTINUE })
  }
  if (said[0]?.role !== 'user') said.unshift({ role: 'user', content: [{ type: 'text', text: '…' }] })
  return said
}

/** Arguments as an object; another model may have written them wrong, and the conversation goes on all the same. */
function inputOf(text: string): unknown {
  try {
    return JSON.parse(text || '{}')
  } catch {
    return { malformed: text }
  }
}

/** Empty text blocks are refused. */
const textBlock = (text: string): Block[] => (text.trim() === '' ? [] : [{ type: 'text', text }])

const finishes: Readonly<Record<string, Finish>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'filtered',
}

class EventReader {
  private readonly calls = new Map<number, { id: string; name: string; text: string }>()
  private tokensIn = 0
  private tokensCached = 0
  private finish: Finish = 'stop'

  /** Anthropic counts what was read from and written to the cache apart from the rest. */
  private count(usage: Partial<Anthropic.MessageDeltaUsage>, tokensOut: number): ProviderEvent {
    const { input_tokens: plain, cache_read_input_tokens: read, cache_creation_input_tokens: written } = usage
    if (typeof plain === 'number') {
      this.tokensCached = read ?? this.tokensCached
      this.tokensIn = plain + this.tokensCached + (written ?? 0)
    }
    return { type: 'tokens', tokensIn: this.tokensIn, tokensCached: this.tokensCached, tokensOut }
  }

  *read(event: Event): Generator<ProviderEvent> {
    switch (event.type) {
      case 'message_start':
        return yield this.count(event.message.usage, event.message.usage.output_tokens)
      case 'content_block_start':
        if (event.content_block.type === 'tool_use') {
          const { id, name } = event.content_block
          this.calls.set(event.index, { id, name, text: '' })
          yield { type: 'progress', what: 'tool_call', name: fromWireName(name) }
        }
        return
      case 'content_block_delta':
        return yield* this.delta(event)
      case 'content_block_stop': {
        const call = this.calls.get(event.index)
        if (call) yield { type: 'tool_call', id: call.id, tool: fromWireName(call.name), arguments: call.text || '{}' }
        return
      }
      case 'message_delta':
        this.finish = finishes[event.delta.stop_reason ?? 'end_turn'] ?? 'stop'
        return yield this.count(event.usage, event.usage.output_tokens)
      case 'message_stop':
        return yield { type: 'done', finish: this.finish }
    }
  }

  private *delta({ index, delta }: Anthropic.RawContentBlockDeltaEvent): Generator<ProviderEvent> {
    if (delta.type === 'text_delta') yield { type: 'text', text: delta.text }
    else if (delta.type === 'input_json_delta') {
      const call = this.calls.get(index)
      if (call) call.text += delta.partial_json
      yield { type: 'progress', what: 'tool_call' }
    } else if (delta.type === 'thinking_delta') yield { type: 'progress', what: 'reasoning' }
  }
}
