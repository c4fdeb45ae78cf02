import { events, liveFrames, questions } from '../catalogue.ts'
import { services } from '../kernel.ts'
import type { ServiceName } from '../kernel.ts'
import { CONVERSATION, DEAD, buckets, streams } from '../streams.ts'

/** What a service's NATS user may publish and subscribe to. */
export interface NatsPermissions {
  readonly publish: readonly string[]
  readonly subscribe: readonly string[]
  /** May answer whatever reaches it with a reply subject. */
  readonly allowResponses: boolean
}

/** Hosts the console's API and the archive: reads every event, sends dead letters again, erases. */
const OPERATOR: ServiceName = 'gateway'

/** The permissions of a service, derived from who publishes, reads, asks and answers what. */
export function natsPermissions(service: ServiceName): NatsPermissions {
  const isOperator = service === OPERATOR
  const reads = events.filter(({ readBy }) => readBy.includes(service)).map(({ filter }) => filter)
  const publishes = events.filter(({ from }) => isOperator || from.includes(service)).map(({ filter }) => filter)
  const frames = liveFrames.filter(({ from }) => from.includes(service)).map(({ filter }) => filter)
  const asks = questions.filter((question) => question.service !== service).map(({ subject }) => subject)
  const answers = questions.filter((question) => question.service === service).map(({ subject }) => subject)
  return {
    publish: [
      ...publishes,
      ...frames,
      ...asks,
      'dead.>',
      ...streamsMaintained(),
      ...(isOperator ? operating() : reads.map((filter) => `${consumer('CREATE')}.*.${filter}`)),
      `${consumer('INFO')}.*`,
      `${consumer('MSG.NEXT')}.*`,
      `$JS.ACK.${CONVERSATION.name}.>`,
      ...buckets.flatMap(({ name }) => bucketUsed(name)),
      '$JS.FC.>',
    ],
    subscribe: [
      `_INBOX_${service}.>`,
      ...liveFrames.filter(({ readBy }) => readBy.includes(service)).map(({ filter }) => filter),
      ...answers,
    ],
    allowResponses: answers.length > 0,
  }
}

/** The `authorization` block of a NATS configuration: one user for each service, its password from the environment. */
export function natsAuthorization(): string {
  const users = services.map((service) => {
    const { publish, subscribe, allowResponses } = natsPermissions(service)
    return [
      `    {`,
      `      user: ${service}, password: $NATS_PASSWORD_${service.toUpperCase()}`,
      `      permissions: {`,
      `        publish: { allow: ${list(publish)} }`,
      `        subscribe: { allow: ${list(subscribe)} }`,
      ...(allowResponses ? [`        allow_responses: true`] : []),
      `      }`,
      `    }`,
    ].join('\n')
  })
  return `authorization {\n  users: [\n${users.join('\n')}\n  ]\n}\n`
}

function list(subjects: readonly string[]): string {
  return `[\n${subjects.map((subject) => `          "${subject}"`).join('\n')}\n        ]`
}

function consumer(verb: string): string {
  return `$JS.API.CONSUMER.${verb}.${CONVERSATION.name}`
}

/** Each service makes the streams and buckets that are not there. */
function streamsMaintained(): string[] {
  const names = [...streams.map(({ name }) => name), ...buckets.map(({ name }) => `KV_${name}`)]
  return ['CREATE', 'UPDATE', 'INFO'].flatMap((verb) => names.map((name) => `$JS.API.STREAM.${verb}.${name}`))
}

function bucketUsed(name: string): string[] {
  return [
    `$KV.${name}.>`,
    `$JS.API.DIRECT.GET.KV_${name}.>`,
    `$JS.API.CONSUMER.CREATE.KV_${name}.>`,
    `$JS.API.CONSUMER.DELETE.KV_${name}.*`,
    `$JS.API.CONSUMER.INFO.KV_${name}.*`,
  ]
}

function operating(): string[] {
  return [
    `${consumer('CREATE')}.>`,
    `${consumer('DELETE')}.*`,
    `$JS.API.DIRECT.GET.${DEAD.name}`,
    ...streams.map(({ name }) => `$JS.API.STREAM.PURGE.${name}`),
  ]
}
