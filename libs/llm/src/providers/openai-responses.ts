import type OpenAI from 'openai'
import { THINKING_TOKENS, type TierChoice } from '../catalogue.ts'
import { ModelError } from '../error.ts'
import type { ModelRequest } from '../model.ts'
import { formatSchema } from './format-schema.ts'
import { CONTINUE, cacheKey } from './prompt.ts'
import type { Provider, ProviderEvent, ProviderOptions } from './provider.ts'
import { kindOfCode, translate } from './sdk-errors.ts'
import { fromWireName, parametersOf, toWireName } from './wire-names.ts'
import { lazyOpenAi } from './openai-client.ts'

type Body = OpenAI.Responses.ResponseCreateParamsStreaming
type Event = OpenAI.Responses.ResponseStreamEvent

/** OpenAI's Responses API: https://developers.openai.com/api/docs/api-reference/responses */
export function openAiResponses(options: ProviderOptions): Provider {
  const client = lazyOpenAi(options)
  const { name } = options
  return {
    name,
    load: client.load,
    warmUp: client.warmUp,
    async *stream(request, choice, signal) {
      try {
        const openai = await client.load()
        const stream = await openai.responses.create(bodyOf(request, choice), { signal })
        yield { type: 'opened' }
        for await (const event of stream) yield* eventsOf(event, name)
      } catch (error) {
        if (!signal.aborted) throw translate(error, name)
      }
    },
  }
}

function bodyOf(request: ModelRequest, { model, effort }: TierChoice): Body {
  const { instructions, tools, format, maxOutputTokens } = request
  return {
    model,
    stream: true,
    store: false,
    instructions,
    input: inputOf(request),
    prompt_cache_key: cacheKey(request),
    ...(effort === 'default' ? {} : { reasoning: { effort } }),
    ...(maxOutputTokens === undefined
      ? {}
      : { max_output_tokens: maxOutputTokens + (effort === 'none' ? 0 : THINKING_TOKENS) }),
    ...(tools?.length ? { tools: tools.map(toolOf), parallel_tool_calls: false } : {}),
    ...(format ? { text: { format: { type: 'json_schema', name: format.name, ...schemaOf(format) } } } : {}),
  }
}

function schemaOf(format: NonNullable<ModelRequest['format']>): { schema: Record<string, unknown>; strict: boolean } {
  const { schema, isStrict } = formatSchema(format.schema)
  return { schema, strict: isStrict }
}

function toolOf(tool: NonNullable<ModelRequest['tools']>[number]): OpenAI.Responses.FunctionTool {
  return {
    type: 'function',
    name: toWireName(tool.name),
    description: tool.description,
    parameters: parametersOf(tool),
    strict: false,
  }
}

function inputOf({ situation, messages, shown }: ModelRequest): OpenAI.Responses.ResponseInput {
  const input: OpenAI.Responses.ResponseInput = situation ? [{ role: 'developer', content: situation }] : []
  for (const message of messages) {
    if (message.role === 'tool')
      input.push({ type: 'function_call_output', call_id: message.call, output: message.result })
    else if (message.role === 'contact') input.push({ role: 'user', content: message.text })
    else {
      if (message.text !== '') input.push({ role: 'assistant', content: message.text })
      for (const { id, tool, arguments: text } of message.toolCalls ?? [])
        input.push({ type: 'function_call', call_id: id, name: toWireName(tool), arguments: text })
    }
  }
  if (shown) input.push({ role: 'assistant', content: shown }, { role: 'developer', content: CONTINUE })
  return input
}

function* eventsOf(event: Event, provider: string): Generator<ProviderEvent> {
  switch (event.type) {
    case 'response.output_text.delta':
      return yield { type: 'text', text: event.delta }
    case 'response.function_call_arguments.delta':
      return yield { type: 'progress', what: 'tool_call' }
    case 'response.reasoning_summary_text.delta':
    case 'response.reasoning_text.delta':
      return yield { type: 'progress', what: 'reasoning' }
    case 'response.output_item.done':
      if (event.item.type === 'function_call') {
        const { call_id: id, name, arguments: text } = event.item
        yield { type: 'tool_call', id, tool: fromWireName(name), arguments: text }
      }
      return
    case 'response.completed':
    case 'response.incomplete':
      return yield* endOf(event.response)
    case 'response.failed':
      throw failure(event.response.error?.code, event.response.error?.message, provider)
    case 'error':
      throw failure(event.code, event.message, provider)
    default:
      return
  }
}

function* endOf(response: OpenAI.Responses.Response): Generator<ProviderEvent> {
  const { usage, output, incomplete_details: incomplete } = response
  if (usage)
    yield {
      type: 'tokens',
      tokensIn: usage.input_tokens,
      tokensCached: usage.input_tokens_details?.cached_tokens ?? 0,
      tokensOut: usage.output_tokens,
    }
  const hasCalls = output.some((item) => item.type === 'function_call')
  const hasRefused = output.some(
    (item) => item.type === 'message' && item.content.some((part) => part.type === 'refusal'),
  )
  const isFiltered = hasRefused || incomplete?.reason === 'content_filter'
  yield { type: 'done', finish: isFiltered ? 'filtered' : incomplete ? 'length' : hasCalls ? 'tool_calls' : 'stop' }
}

function failure(code: string | null | undefined, message: string | undefined, provider: string): ModelError {
  const kind = kindOfCode(code ?? undefined) ?? 'overloaded'
  return new ModelError(kind, `${provider} failed in the middle: ${message ?? code ?? 'no reason given'}`, { provider })
}
