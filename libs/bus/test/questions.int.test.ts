import { Controller } from '@nestjs/common'
import { bookingList, bookingServices } from '@repartee/contracts'
import type { QuestionAnswer } from '@repartee/contracts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Answer, AskError, PermanentError, RetryLaterError } from '../src/index.ts'
import type { Asked, AskFailure } from '../src/index.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'
import type { Started } from './start.ts'

const nats = useNats()
let asker: Started
let answerer: Started
let sawAbort = false

@Controller()
class Booking {
  @Answer(bookingServices)
  async services(asked: Asked<typeof bookingServices>): Promise<QuestionAnswer<typeof bookingServices>> {
    switch (asked.data.tenant) {
      case 'refuses':
        throw new PermanentError('this tenant books elsewhere')
      case 'waits':
        throw new RetryLaterError('the calendar is away', { delayMs: 700 })
      case 'fails':
        throw new TypeError('undefined is not a function')
      case 'answers-nonsense':
        return { services: [{ id: 'no uuid' }] } as unknown as QuestionAnswer<typeof bookingServices>
      case 'hangs':
        return new Promise((_resolve, reject) => {
          asked.signal.addEventListener('abort', () => {
            sawAbort = true
            reject(asked.signal.reason as Error)
          })
        })
    }
    const service = { id: randomUUID(), key: 'cleaning', name: 'Cleaning', durationMinutes: 30, resources: [] }
    return { services: [service] }
  }
}

beforeAll(async () => {
  answerer = await startService('booking', nats.url, [Booking])
  asker = await startService('generation', nats.url)
})
afterAll(async () => {
  await answerer.stop()
  await asker.stop()
})

async function failureOf(asking: Promise<unknown>): Promise<AskError> {
  const error = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(AskError)
  return error as AskError
}

test('an answer comes back', async () => {
  const { services } = await asker.bus.ask(bookingServices, { tenant: 'demo-clinic' })
  expect(services[0]?.key).toBe('cleaning')
})

test.each<[tenant: string, failure: AskFailure, words: string]>([
  ['refuses', 'refused', 'this tenant books elsewhere'],
  ['waits', 'retry_later', 'the calendar is away'],
  ['fails', 'failed', 'undefined is not a function'],
  ['answers-nonsense', 'invalid_answer', 'does not fit its contract'],
  ['Not A Slug', 'invalid_request', 'a tenant id is'],
])('whoever asks for "%s" is told: %s', async (tenant, failure, words) => {
  const error = await failureOf(asker.bus.ask(bookingServices, { tenant }))
  expect(error.failure).toBe(failure)
  expect(error.message).toContain(words)
  expect(error.delayMs).toBe(failure === 'retry_later' ? 700 : undefined)
})

test('waiting ends at the deadline, also for the one who answers', async () => {
  const error = await failureOf(asker.bus.ask(bookingServices, { tenant: 'hangs' }, { timeoutMs: 100 }))
  expect(error.failure).toBe('timeout')
  await expect.poll(() => sawAbort).toBe(true)
})

test('asking can be given up', async () => {
  const signal = AbortSignal.timeout(50)
  const error = await failureOf(asker.bus.ask(bookingServices, { tenant: 'hangs' }, { signal }))
  expect(error.failure).toBe('aborted')
})

test('a question that nobody answers fails at once', async () => {
  const contact = { channel: 'whatsapp', provider: 'meta', account: '1', contact: '2', contactKind: 'phone' } as const
  const settings = {
    businessName: 'Clinic',
    pack: 'clinic',
    timeZone: 'Europe/Madrid',
    region: 'ES',
    defaultLanguage: 'en',
  } as const
  const error = await failureOf(
    asker.bus.ask(
      bookingList,
      { tenant: 'demo-clinic', session: randomUUID(), settings, address: contact, contact: {}, language: 'en' },
      { timeoutMs: 10_000 },
    ),
  )
  expect(error.failure).toBe('nobody_answers')
})
