import type { ModelCall } from '../call.ts'
import { silent, sse, type Piece, type Protocol } from './protocol.ts'

/** Our own workflow protocol. */
export const workflow: Protocol = {
  read(body) {
    return {
      model: 'workflow',
      instructions: [body.instructions, body.situation].filter(Boolean).join('\n'),
      messages: (body.messages as { role: string; text?: string; result?: string }[]).map((message) => ({
        role: message.role,
        text: message.text ?? message.result ?? '',
      })),
      tools: ((body.tools ?? []) as { name: string }[]).map(({ name }) => name),
      format: body.format as ModelCall['format'],
    }
  },
  opening: () => [event({ type: 'node.start', node: 'answer' })],
  saying: (_call, { pieces, toolCalls }) => [
    ...pieces.map((text) => ({ ...event({ type: 'output.delta', text }), characters: text.length })),
    ...toolCalls.map(({ id, tool, text }) =>
      event({ type: 'tool.call', id, tool, arguments: JSON.parse(text) as unknown }),
    ),
  ],
  closing: (_call, { finish, tokens }) => [
    event({
      type: 'end',
      finish,
      usage: { tokensIn: tokens.in, tokensCached: tokens.cached, tokensOut: tokens.out },
    }),
  ],
  errorInside: () => [event({ type: 'error', code: 'server_error', message: 'a node failed' })],
  errorBody: (status) => ({ message: `simulated ${status}` }),
}

const event = (value: object): Piece => silent(sse(value))
