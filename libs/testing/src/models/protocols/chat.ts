import { fromWireName, textOf, toWireName, type ModelCall } from '../call.ts'
import { silent, sse, type Piece, type Protocol } from './protocol.ts'

/** OpenAI-compatible chat completions, streamed. */
export const chat: Protocol = {
  read(body) {
    const messages = body.messages as { role: string; content: unknown }[]
    const isInstruction = ({ role }: { role: string }): boolean => role === 'system' || role === 'developer'
    const { type, json_schema: wanted } = (body.response_format ?? {}) as {
      type?: string
      json_schema?: { name: string; schema: Record<string, unknown> }
    }
    return {
      model: String(body.model),
      instructions: messages
        .filter(isInstruction)
        .map(({ content }) => textOf(content))
        .join('\n'),
      messages: messages
        .filter((one) => !isInstruction(one))
        .map(({ role, content }) => ({ role, text: textOf(content) })),
      tools: ((body.tools ?? []) as { function: { name: string } }[]).map((tool) => fromWireName(tool.function.name)),
      format: type === 'json_schema' && wanted ? wanted : null,
    }
  },
  opening: (call) => [chunk(call, { role: 'assistant', content: '' })],
  saying: (call, { pieces, toolCalls }) => [
    ...pieces.map((text) => ({ ...chunk(call, { content: text }), characters: text.length })),
    ...toolCalls.flatMap(({ id, tool, text }, index): Piece[] => [
      chunk(call, {
        tool_calls: [{ index, id, type: 'function', function: { name: toWireName(tool), arguments: '' } }],
      }),
      chunk(call, { tool_calls: [{ index, function: { arguments: text } }] }),
    ]),
  ],
  closing(call, { finish, tokens }) {
    const usage = {
      prompt_tokens: tokens.in,
      completion_tokens: tokens.out,
      total_tokens: tokens.in + tokens.out,
      prompt_tokens_details: { cached_tokens: tokens.cached },
    }
    return [
      chunk(call, {}, finish === 'filtered' ? 'content_filter' : finish),
      silent(sse({ ...shell(call), choices: [], usage })),
      silent('data: [DONE]\n\n'),
    ]
  },
  errorInside: () => [silent(sse({ error: { message: 'The server had an error', type: 'server_error', code: 500 } }))],
  errorBody: (status) => ({ error: { message: `simulated ${status}`, type: 'simulated', code: null } }),
}

function shell({ number, model }: ModelCall): object {
  return { id: `chatcmpl-${number}`, object: 'chat.completion.chunk', created: 0, model }
}

function chunk(call: ModelCall, delta: object, finish: string | null = null): Piece {
  return silent(sse({ ...shell(call), choices: [{ index: 0, delta, finish_reason: finish }] }))
}
