import { fromWireName, textOf, toWireName } from '../call.ts'
import { silent, sse, type Piece, type Protocol } from './protocol.ts'

/** Anthropic's Messages API, streamed. */
export const anthropic: Protocol = {
  read(body) {
    const format = (body.output_config as { format?: { schema: Record<string, unknown> } } | undefined)?.format
    return {
      model: String(body.model),
      instructions: Array.isArray(body.system)
        ? (body.system as { text: string }[]).map(({ text }) => text).join('\n')
        : textOf(body.system),
      messages: (body.messages as { role: string; content: unknown }[]).map(({ role, content }) => ({
        role,
        text: textOf(content),
      })),
      tools: ((body.tools ?? []) as { name: string }[]).map(({ name }) => fromWireName(name)),
      format: format ? { name: 'answer', schema: format.schema } : null,
    }
  },
  opening: (call) => [
    event('message_start', {
      message: {
        id: `msg_${call.number}`,
        type: 'message',
        role: 'assistant',
        model: call.model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 1, output_tokens: 1, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
      },
    }),
    event('ping', {}),
  ],
  saying(_call, { pieces, toolCalls }) {
    const said = pieces.map((text) => ({
      ...event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
      characters: text.length,
    }))
    const text =
      pieces.length === 0
        ? []
        : [
            event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
            ...said,
            event('content_block_stop', { index: 0 }),
          ]
    const called = toolCalls.flatMap(({ id, tool, text: given }, at): Piece[] => {
      const index = at + (pieces.length === 0 ? 0 : 1)
      return [
        event('content_block_start', {
          index,
          content_block: { type: 'tool_use', id, name: toWireName(tool), input: {} },
        }),
        event('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json: given } }),
        event('content_block_stop', { index }),
      ]
    })
    return [...text, ...called]
  },
  closing(_call, { finish, tokens }) {
    const reason = { stop: 'end_turn', length: 'max_tokens', filtered: 'refusal', tool_calls: 'tool_use' }[finish]
    const usage = {
      input_tokens: tokens.in - tokens.cached,
      cache_read_input_tokens: tokens.cached,
      cache_creation_input_tokens: 0,
      output_tokens: tokens.out,
    }
    return [
      event('message_delta', { delta: { stop_reason: reason, stop_sequence: null }, usage }),
      event('message_stop', {}),
    ]
  },
  errorInside: () => [event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } })],
  errorBody: (status) => ({
    type: 'error',
    error: { type: status === 429 ? 'rate_limit_error' : 'api_error', message: `simulated ${status}` },
  }),
}

function event(type: string, fields: object): Piece {
  return silent(sse({ type, ...fields }, type))
}
