import { EventSourceParserStream } from 'eventsource-parser/stream'
import { z } from 'zod'
import { ModelError } from '../error.ts'
import type { ModelRequest } from '../model.ts'
import { formatSchema } from './format-schema.ts'
import type { Provider, ProviderEvent, ProviderOptions } from './provider.ts'
import { kindOfCode, translate } from './sdk-errors.ts'
import { parametersOf } from './wire-names.ts'

/** What a workflow streams; docs/workflow-protocol.md tells it to whoever writes one. Unknown events are passed over. */
export const workflowEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('node.start'), node: z.string() }),
  z.object({
    type: z.literal('tool.call'),
    id: z.string(),
    tool: z.string(),
    arguments: z.record(z.string(), z.unknown()),
  }),
  z.object({ type: z.literal('tool.result'), tool: z.string(), result: z.unknown() }),
  z.object({ type: z.literal('output.delta'), text: z.string() }),
  z.object({
    type: z.literal('end'),
    finish: z.enum(['stop', 'length', 'tool_calls', 'filtered']).default('stop'),
    usage: z
      .object({ tokensIn: z.int().min(0), tokensCached: z.int().min(0).default(0), tokensOut: z.int().min(0) })
      .optional(),
  }),
  z.object({ type: z.literal('error'), code: z.string().default('server_error'), message: z.string().default('') }),
])
export type WorkflowEvent = z.output<typeof workflowEvent>

const known = new Set<string>(workflowEvent.options.map((option) => option.shape.type.value))

/** A hosted workflow or agent program behind HTTP: one POST with the request, a stream of events back. */
export function workflow({ name, apiKey, baseUrl, pool }: ProviderOptions): Provider {
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
  }
  return {
    name,
    load: () => Promise.resolve(),
    warmUp: (signal) => pool.warm(baseUrl, signal),
    async *stream(request, _choice, signal) {
      try {
        const body = JSON.stringify(bodyOf(request))
        const response = await pool.fetch(baseUrl, {
          method: 'POST',
          headers,
          body,
          signal,
          ...pool.fetchOptions,
        } as never)
        if (!response.ok) throw await refusal(response)
        yield { type: 'opened' }
        for await (const event of eventsIn(response, name)) yield* translated(event, name)
      } catch (error) {
        if (!signal.aborted) throw translate(error, name)
      }
    },
  }
}

function bodyOf(request: ModelRequest): Record<string, unknown> {
  const { task, tier, instructions, situation, messages, shown, maxOutputTokens, format, tools } = request
  return {
    version: 1,
    task,
    tier,
    instructions,
    situation: situation ?? '',
    messages,
    shown: shown ?? '',
    maxOutputTokens: maxOutputTokens ?? null,
    format: format ? { name: format.name, schema: formatSchema(format.schema).schema } : null,
    tools: (tools ?? []).map((tool) => ({ ...tool, parameters: parametersOf(tool) })),
  }
}

async function refusal(response: Response): Promise<Error> {
  const text = await response.text()
  return Object.assign(new Error(text.slice(0, 300)), { status: response.status, headers: response.headers })
}

async function* eventsIn(response: Response, provider: string): AsyncGenerator<WorkflowEvent> {
  const messages = response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const { data } of messages) {
    const value = JSON.parse(data) as { type?: string }
    if (!known.has(value.type ?? '')) continue
    const parsed = workflowEvent.safeParse(value)
    if (!parsed.success)
      throw new ModelError('garbage', `${provider} sent a wrong ${value.type}: ${z.prettifyError(parsed.error)}`, {
        provider,
      })
    yield parsed.data
  }
}

function* translated(event: WorkflowEvent, provider: string): Generator<ProviderEvent> {
  switch (event.type) {
    case 'node.start':
      return yield { type: 'progress', what: 'node', name: event.node }
    case 'tool.call':
      return yield { type: 'tool_call', id: event.id, tool: event.tool, arguments: JSON.stringify(event.arguments) }
    case 'tool.result':
      return yield { type: 'tool_result', tool: event.tool, result: JSON.stringify(event.result) }
    case 'output.delta':
      return yield { type: 'text', text: event.text }
    case 'end':
      if (event.usage) yield { type: 'tokens', ...event.usage }
      return yield { type: 'done', finish: event.finish }
    case 'error':
      throw new ModelError(kindOfCode(event.code) ?? 'overloaded', `${provider}: ${event.message}`, { provider })
  }
}
