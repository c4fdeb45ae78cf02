import { eventually, injectFaults, readSent } from '@repartee/testing'
import type { Figure } from '../../bench/figures.ts'
import { all } from '../promises.ts'
import type { Stage } from '../stage.ts'

const RESOLVED_WITHIN_MS = 60_000
const QUESTION = 'is there parking?'
const ANSWER = 'public car park'

/** What a provider can do to a send, each to a contact of its own. */
const faults: readonly [how: string, fault: Record<string, unknown>][] = [
  ['takes it and loses the connection', { cut: 'after' }],
  ['loses the connection before it takes it', { cut: 'before' }],
  ['takes it after longer than anybody waits', { delayMs: 12_000 }],
  ['takes it and answers with something else', { garbage: '<html>' }],
  ['fails', { status: 500, times: 2 }],
  ['says wait', { code: 130_429, retryAfterSeconds: 1 }],
]

/** A provider that takes a send and does not say so, and a sender that is killed while it sends: one message for each. */
export async function lostAnswers(stage: Stage): Promise<Figure[]> {
  const asked = faults.map(([how, fault], index) => ({ how, fault, from: `3476100000${index}` }))
  const { sandboxUrl } = stage.house.system
  for (const { from, fault } of asked) {
    await injectFaults(sandboxUrl, { provider: 'meta', operation: 'messages', to: from, ...fault })
  }
  const wrong = await Promise.all(asked.map(({ how, from }) => answeredOnce(stage, how, from)))
  return [
    all('18 answered once whatever the provider does', right(wrong), asked.length, 'contacts', wrong.flat()),
    await killedWhileSending(stage),
  ]
}

async function killedWhileSending(stage: Stage): Promise<Figure> {
  const gateway = stage.program('gateway')
  const contacts = Array.from({ length: 6 }, (_, index) => `3476200000${index}`)
  const { sandboxUrl } = stage.house.system
  for (const [index, from] of contacts.entries()) {
    const fault = { provider: 'meta' as const, operation: 'messages' as const, to: from, delayMs: index * 40 }
    await injectFaults(sandboxUrl, fault)
  }
  const answers = contacts.map((from) => answeredOnce(stage, 'kill -9 of the sender', from))
  await eventually(async () => (await readSent(sandboxUrl, { to: contacts[0] ?? '' })).some(isAnswer), {
    what: 'the first answer leaves',
    withinMs: RESOLVED_WITHIN_MS,
    everyMs: 10,
  }).catch(() => undefined)
  // A balancer stands between: what the provider says reaches the gateway that lives.
  await receiptsGoTo(sandboxUrl, stage.entrance.gatewayUrls[1] ?? '')
  await gateway.kill()
  await gateway.start()
  const wrong = await Promise.all(answers)
  await receiptsGoTo(sandboxUrl, stage.entrance.gatewayUrls[0] ?? '')
  return all('18 answered once by a sender that was killed', right(wrong), contacts.length, 'contacts', wrong.flat())
}

async function receiptsGoTo(sandboxUrl: string, gatewayUrl: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(new URL('/settings', sandboxUrl), { method: 'PUT', headers, body: JSON.stringify({ gatewayUrl }) })
}

/** What is wrong, in words; nothing when the contact got one answer, and one only also after everything is settled. */
async function answeredOnce(stage: Stage, how: string, from: string): Promise<string[]> {
  const contact = stage.house.contact(from)
  const { sandboxUrl } = stage.house.system
  const got = async () => (await readSent(sandboxUrl, { to: from })).filter(isAnswer).length
  try {
    await contact.send(QUESTION)
    await eventually(async () => (await got()) > 0, { what: 'an answer', withinMs: RESOLVED_WITHIN_MS, everyMs: 200 })
  } catch (error) {
    return [`${how}: ${error instanceof Error ? error.message : String(error)}`]
  }
  await stage.house.untilQuiet()
  const count = await got()
  return count === 1 ? [] : [`${how}: ${count} answers`]
}

const isAnswer = ({ text }: { text: string }) => text.includes(ANSWER)
const right = (wrong: readonly string[][]) => wrong.filter((one) => one.length === 0).length
