import { z } from 'zod'
import { events, liveFrames, questions } from '../catalogue.ts'
import type { AnyEvent, AnyLive, AnyQuestion, ServiceName } from '../kernel.ts'

/** An AsyncAPI 3 document; only as typed as its making needs. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0'
  readonly info: Record<string, unknown>
  readonly defaultContentType: string
  readonly servers: Record<string, unknown>
  readonly channels: Record<string, unknown>
  readonly operations: Record<string, unknown>
  readonly components: { readonly messages: Record<string, unknown> }
}

interface Part {
  readonly channels: Record<string, unknown>
  readonly operations: Record<string, unknown>
  readonly messages: Record<string, unknown>
}

/** Everything that is said on the bus, as an AsyncAPI 3 document derived from the catalogue. */
export function asyncApiDocument(): AsyncApiDocument {
  const parts = [...events.map(eventPart), ...liveFrames.map(livePart), ...questions.map(questionPart)]
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Repartee',
      version: '1.0.0',
      description:
        'Events are kept on JetStream and delivered at least once; live frames travel once over core NATS; questions are core requests with a deadline.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: { nats: { host: 'localhost:4222', protocol: 'nats', description: 'NATS 2.10 or newer with JetStream' } },
    channels: merged(parts.map(({ channels }) => channels)),
    operations: merged(parts.map(({ operations }) => operations)),
    components: { messages: merged(parts.map(({ messages }) => messages)) },
  }
}

function eventPart(event: AnyEvent): Part {
  const id = `${event.name}.v${event.version}`
  const description = `${event.description} Stream ${event.stream.name}, kept for ${event.stream.maxAgeHours} h.`
  return routedPart(id, event, description)
}

function livePart(frame: AnyLive): Part {
  return routedPart(frame.name, frame, `${frame.description} Not stored.`)
}

/** Something that is published on `<id>.<tenant>.<session>`. */
function routedPart(id: string, { payload, from, readBy }: AnyEvent | AnyLive, description: string): Part {
  const operation = (service: ServiceName, action: 'send' | 'receive') => [
    `${service}.${action}.${id}`,
    { action, channel: reference('channels', id), tags: [{ name: service }] },
  ]
  return {
    channels: {
      [id]: {
        address: `${id}.{tenant}.{session}`,
        description,
        messages: { [id]: reference('components/messages', id) },
        parameters: {
          tenant: { description: 'The id of the tenant, such as demo-clinic' },
          session: { description: 'The id of the session, or - where there is none' },
        },
      },
    },
    operations: Object.fromEntries([
      ...from.map((service) => operation(service, 'send')),
      ...readBy.map((service) => operation(service, 'receive')),
    ]),
    messages: { [id]: message(id, description, payload) },
  }
}

function questionPart(question: AnyQuestion): Part {
  const id = question.subject
  const answerId = `${id}.answer`
  const description = `${question.description} Answered within ${question.timeoutMs} ms.`
  return {
    channels: {
      [id]: { address: id, description, messages: { [id]: reference('components/messages', id) } },
      // The answer goes to the inbox that the request names.
      [answerId]: {
        address: null,
        description: `The answer to ${id}.`,
        messages: { [answerId]: reference('components/messages', answerId) },
      },
    },
    operations: {
      [`${question.service}.receive.${id}`]: {
        action: 'receive',
        channel: reference('channels', id),
        reply: { channel: reference('channels', answerId) },
        tags: [{ name: question.service }],
      },
    },
    messages: {
      [id]: message(id, description, question.request),
      [answerId]: message(answerId, `The answer to ${id}.`, question.answer),
    },
  }
}

function message(name: string, summary: string, payload: z.ZodType): Record<string, unknown> {
  return { name, title: name, summary, contentType: 'application/json', headers, payload: jsonSchema(payload) }
}

const headers = {
  type: 'object',
  required: ['traceparent', 'Repartee-Trace-Id', 'Repartee-Request-Id'],
  properties: {
    'Nats-Msg-Id': { type: 'string', description: 'The id of an event; the same one twice is stored once' },
    traceparent: { type: 'string', description: 'W3C trace context' },
    'Repartee-Trace-Id': { type: 'string' },
    'Repartee-Request-Id': { type: 'string' },
    'Repartee-Only': { type: 'string', description: 'The one durable that an event is sent again for' },
  },
}

/** JSON Schema of what travels, without the dialect line, which AsyncAPI implies. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-7' })
  return rest
}

function reference(section: string, id: string): { $ref: string } {
  return { $ref: `#/${section}/${id}` }
}

function merged(records: Record<string, unknown>[]): Record<string, unknown> {
  return Object.assign({}, ...records) as Record<string, unknown>
}
