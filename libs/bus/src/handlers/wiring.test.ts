import { CONVERSATION, bookingServices, event, sessionReleased, turnReceived } from '@repartee/contracts'
import type { AnyEvent, AnyQuestion } from '@repartee/contracts'
import type { MessageHandler } from '@nestjs/microservices'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { WiringError } from '../errors.ts'
import type { OnOptions } from './on.ts'
import { readWiring } from './wiring.ts'

const on = (contract: AnyEvent, options: OnOptions = {}) => handlerWith({ contract, options })
const answer = (question: AnyQuestion) => handlerWith({ question })

function handlerWith(extras: Record<string, unknown>): MessageHandler {
  return Object.assign(async () => [], { extras })
}

function mapOf(...handlers: MessageHandler[]): Map<string, MessageHandler> {
  return new Map(handlers.map((handler, index) => [String(index), handler]))
}

test('a handler gets its durable from service, event, version and name, and limits of its own', () => {
  const { handlers } = readWiring('generation', mapOf(on(turnReceived, { name: 'watch', maxRedeliveries: 150 })))
  expect(handlers).toMatchObject([
    { durable: 'generation_turn-received_v1_watch', maxDeliveries: 8, maxRedeliveries: 150, concurrency: 64 },
  ])
})

test('two handlers with one durable name refuse to start', () => {
  const first = Object.assign(on(sessionReleased), { next: on(sessionReleased) })
  expect(() => readWiring('followup', mapOf(first))).toThrow(
    'two handlers have the durable name followup_session-released_v1',
  )
})

test('a contract that is not in the catalogue refuses to start', () => {
  const stranger = event('session.invented', {
    version: 1,
    stream: CONVERSATION,
    from: ['gateway'],
    readBy: ['followup'],
    description: 'not declared',
    payload: z.object({ tenant: z.string(), session: z.string() }),
  })
  expect(() => readWiring('followup', mapOf(on(stranger)))).toThrow(
    'session.invented v1, which is not in the catalogue',
  )
})

test('a contract that does not name the service as a reader refuses to start', () => {
  expect(() => readWiring('coach', mapOf(on(sessionReleased)))).toThrow(
    'the contract session.released does not name coach in readBy (followup)',
  )
})

test('a limit or a name that can not be refuses to start', () => {
  expect(() => readWiring('followup', mapOf(on(sessionReleased, { concurrency: 0 })))).toThrow(
    'concurrency is 0; it must be a whole number from 1',
  )
  expect(() => readWiring('followup', mapOf(on(sessionReleased, { gatherMs: -1 })))).toThrow(
    'gatherMs is -1; it must be a whole number from 0 to 1000',
  )
  expect(() => readWiring('followup', mapOf(on(sessionReleased, { name: 'a b' })))).toThrow('a name is made of letters')
})

test('a question is answered by its own service, once', () => {
  expect(() => readWiring('coach', mapOf(answer(bookingServices)))).toThrow("is booking's to answer, not coach's")
  expect(() => readWiring('booking', mapOf(answer(bookingServices), answer(bookingServices)))).toThrow(
    'two methods answer ask.booking.services',
  )
})

test('all faults are told at once', () => {
  const wiring = () => readWiring('coach', mapOf(on(sessionReleased), answer(bookingServices)))
  expect(wiring).toThrow(WiringError)
  expect(wiring).toThrow(/readBy[^]*to answer/)
})
