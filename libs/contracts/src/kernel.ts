import { z } from 'zod'

/** The eight services, by the names that they carry in subjects, traces and settings. */
export const services = [
  'gateway',
  'capture',
  'situation',
  'generation',
  'coach',
  'tts',
  'followup',
  'booking',
] as const
export type ServiceName = (typeof services)[number]

/** A JetStream stream: where events are kept, for how long, and on what. */
export interface StreamDeclaration {
  readonly name: string
  readonly storage: 'file' | 'memory'
  readonly maxAgeHours: number
  readonly duplicateWindowSeconds: number
  readonly description: string
}

interface Routed {
  readonly tenant: string
  readonly session: string | null
}

export interface EventDeclaration<Name extends string = string, Payload extends z.ZodType = z.ZodType> {
  readonly kind: 'event'
  readonly name: Name
  readonly version: number
  readonly stream: StreamDeclaration
  readonly payload: Payload
  /** Services that publish it. */
  readonly from: readonly ServiceName[]
  /** Services whose handlers read it (the archive and the sockets of the gateway read every event besides). */
  readonly readBy: readonly ServiceName[]
  readonly description: string
  /** The subject that one payload is published on: `<name>.v<version>.<tenant>.<session>`. */
  subject(payload: Routed): string
  /** The filter that reads every tenant and session of this event. */
  readonly filter: string
}

export interface LiveDeclaration<Name extends string = string, Payload extends z.ZodType = z.ZodType> {
  readonly kind: 'live'
  readonly name: Name
  readonly payload: Payload
  readonly from: readonly ServiceName[]
  readonly readBy: readonly ServiceName[]
  readonly description: string
  /** `live.<what>.<tenant>.<session>` */
  subject(payload: Routed): string
  readonly filter: string
}

export interface QuestionDeclaration<
  Name extends string = string,
  Asked extends z.ZodType = z.ZodType,
  Answered extends z.ZodType = z.ZodType,
> {
  readonly kind: 'question'
  readonly name: Name
  readonly service: ServiceName
  readonly request: Asked
  readonly answer: Answered
  /** How long who asks waits, in milliseconds. */
  readonly timeoutMs: number
  readonly description: string
  /** `ask.<service>.<verb>` */
  readonly subject: string
}

export type AnyEvent = EventDeclaration
export type AnyLive = LiveDeclaration
export type AnyQuestion = QuestionDeclaration
export type Payload<C extends { payload: z.ZodType }> = z.output<C['payload']>
export type QuestionRequest<Q extends AnyQuestion> = z.output<Q['request']>
export type QuestionAnswer<Q extends AnyQuestion> = z.output<Q['answer']>

/** An event on its way out: the contract and what it says. Handlers return these. */
export interface Outgoing<E extends AnyEvent = AnyEvent> {
  readonly event: E
  readonly data: Payload<E>
}

/** Pairs a contract with a payload that fits it, so that a handler can return it. */
export function outgoing<E extends AnyEvent>(contract: E, data: z.input<E['payload']>): Outgoing<E> {
  return { event: contract, data: data as Payload<E> }
}

/** The token that stands for "no session" in a subject. */
export const NO_SESSION = '-'

function lastTokens(payload: Routed): string {
  return `${payload.tenant}.${payload.session ?? NO_SESSION}`
}

/** Declares an event: one declaration gives subject, stream, version, key, schema and types. */
export function event<Name extends string, P extends z.ZodType<Routed>>(
  name: Name,
  declaration: Omit<EventDeclaration<Name, P>, 'kind' | 'name' | 'subject' | 'filter'>,
): EventDeclaration<Name, P> {
  const stem = `${name}.v${declaration.version}`
  return {
    kind: 'event',
    name,
    ...declaration,
    subject: (payload) => `${stem}.${lastTokens(payload)}`,
    filter: `${stem}.>`,
  }
}

/** Declares a frame that is worthless when late; it travels over core NATS and is never stored. */
export function live<Name extends string, P extends z.ZodType<Routed>>(
  name: Name,
  declaration: Omit<LiveDeclaration<Name, P>, 'kind' | 'name' | 'subject' | 'filter'>,
): LiveDeclaration<Name, P> {
  return {
    kind: 'live',
    name,
    ...declaration,
    subject: (payload) => `${name}.${lastTokens(payload)}`,
    filter: `${name}.>`,
  }
}

/** Declares one of the few questions that need an answer: core request/reply with a queue group and a deadline. */
export function question<Name extends string, Q extends z.ZodType, A extends z.ZodType>(
  name: Name,
  declaration: Omit<QuestionDeclaration<Name, Q, A>, 'kind' | 'name' | 'subject'>,
): QuestionDeclaration<Name, Q, A> {
  return { kind: 'question', name, ...declaration, subject: `ask.${name}` }
}

/** A NATS KV bucket: small values that are written by compare-and-set. */
export interface BucketDeclaration {
  readonly name: string
  readonly storage: 'file' | 'memory'
  readonly ttlSeconds: number
  readonly description: string
}
