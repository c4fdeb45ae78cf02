import type { PreparedAnswer } from '../answer.ts'
import { fromWireName, textOf, toWireName, type ModelCall } from '../call.ts'
import { silent, sse, type Piece, type Protocol } from './protocol.ts'

type Item = { type?: string; role?: string; content?: unknown; output?: unknown; arguments?: string }

/** OpenAI's Responses API, streamed. */
export const responses: Protocol = {
  read(body) {
    const items = (typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : body.input) as Item[]
    const isInstruction = ({ role }: Item): boolean => role === 'developer' || role === 'system'
    const format = (body.text as { format?: { type: string; name: string; schema: Record<string, unknown> } })?.format
    return {
      model: String(body.model),
      instructions: [body.instructions, ...items.filter(isInstruction).map(({ content }) => textOf(content))]
        .filter(Boolean)
        .join('\n'),
      messages: items
        .filter((item) => !isInstruction(item))
        .map((item) => ({
          role: item.role ?? item.type ?? 'unknown',
          text: textOf(item.content ?? item.output ?? item.arguments),
        })),
      tools: ((body.tools ?? []) as { name: string }[]).map(({ name }) => fromWireName(name)),
      format: format?.type === 'json_schema' ? { name: format.name, schema: format.schema } : null,
    }
  },
  opening: (call) => [event('response.created', { response: shell(call, 'in_progress') })],
  saying(call, { pieces, toolCalls }) {
    const id = `msg_${call.number}`
    const said = pieces.map((text) => ({
      ...event('response.output_text.delta', {
        item_id: id,
        output_index: 0,
        content_index: 0,
        delta: text,
        logprobs: [],
      }),
      characters: text.length,
    }))
    const called = toolCalls.flatMap(({ id: callId, text }, index): Piece[] => [
      event('response.function_call_arguments.delta', { item_id: callId, output_index: index, delta: text }),
      event('response.output_item.done', { output_index: index, item: items(call, { toolCalls })[index]! }),
    ])
    return [...said, ...called]
  },
  closing(call, answer) {
    const { finish, tokens } = answer
    const output = items(call, answer)
    const usage = {
      input_tokens: tokens.in,
      input_tokens_details: { cached_tokens: tokens.cached, cache_write_tokens: 0 },
      output_tokens: tokens.out,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: tokens.in + tokens.out,
    }
    const reason = finish === 'length' ? 'max_output_tokens' : finish === 'filtered' ? 'content_filter' : null
    const status = reason ? 'incomplete' : 'completed'
    const response = { ...shell(call, status), output, usage, incomplete_details: reason ? { reason } : null }
    return [event(`response.${status}`, { response })]
  },
  errorInside: () => [event('error', { code: 'server_error', message: 'The server had an error', param: null })],
  errorBody: (status) => ({
    error: {
      message: `simulated ${status}`,
      type: 'simulated',
      param: null,
      code: status === 429 ? 'rate_limit_exceeded' : null,
    },
  }),
}

let sequence = 0
function event(type: string, fields: object): Piece {
  return silent(sse({ type, sequence_number: sequence++, ...fields }, type))
}

function shell({ number, model }: ModelCall, status: string): object {
  return {
    id: `resp_${number}`,
    object: 'response',
    created_at: 0,
    model,
    status,
    output: [],
    error: null,
    usage: null,
  }
}

function items(call: ModelCall, { toolCalls, pieces }: Partial<PreparedAnswer>): object[] {
  const text = pieces?.join('') ?? ''
  const message = {
    id: `msg_${call.number}`,
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text, annotations: [] }],
  }
  const calls = (toolCalls ?? []).map(({ id, tool, text: given }) => ({
    id: `fc_${id}`,
    type: 'function_call',
    call_id: id,
    name: toWireName(tool),
    arguments: given,
    status: 'completed',
  }))
  return [...(text === '' ? [] : [message]), ...calls]
}
