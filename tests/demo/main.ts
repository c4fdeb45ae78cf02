/**
 * npm run demo: a booking on WhatsApp and a phone call, through real, signed webhooks, on a system of their own; then what
 * they left behind: bookings, advice, follow-ups, and the last turn's trace as a tree.
 */
import { PhoneCaller, startSystem, WhatsAppContact, type RunningSystem } from '@repartee/testing'
import { isPlayedOut } from './closing.ts'
import { Witness } from './witness.ts'

const CONTACT = '34600100100'
const CALLER = '+34600200200'

console.log('Starting NATS, Redis, Postgres, the sandbox and the eight services, each as its own process …')
const startedAt = performance.now()
const system = await startSystem({ isSplit: true, settings: { DEBOUNCE_MS: '0' } })
console.log(`… ready after ${seconds(performance.now() - startedAt)}.\n`)
const witness = await Witness.of(system)
try {
  await playWhatsApp(system)
  await playCall(system)
  await tellWhatIsLeft(system)
} finally {
  await witness.close()
  const endedInOrder = await system.stop()
  console.log(endedInOrder ? '\nEverything drained and stopped.' : '\nSomething did not stop in order.')
  if (!endedInOrder) process.exitCode = 1
}

/** A patient books in five messages, asks something in between, and moves the appointment. */
async function playWhatsApp({ gatewayUrl, sandboxUrl, environment }: RunningSystem): Promise<void> {
  heading('WhatsApp, in English')
  const contact = new WhatsAppContact({
    gatewayUrl,
    sandboxUrl,
    appSecret: environment['META_APP_SECRET'] ?? '',
    from: CONTACT,
    name: 'Anna',
  })
  const messages = [
    'Hello!',
    'I would like a teeth cleaning, do you have anything next Thursday?',
    'the second one',
    'How much is it?',
    'Anna Smith',
    'yes please',
  ]
  for (const text of messages) {
    said('contact', text)
    const askedAt = performance.now()
    const reply = await contact.ask(text)
    said('clinic', reply.text, performance.now() - askedAt)
  }
}

/** A caller asks for a doctor; the voice is Twilio's, the words are ours. */
async function playCall({ sandboxUrl }: RunningSystem): Promise<void> {
  heading('A phone call, in English')
  const caller = new PhoneCaller({ sandboxUrl, from: CALLER })
  const greeting = await caller.call()
  said('clinic', greeting.text)
  for (const text of [
    'I need to see a doctor on Tuesday at nine thirty in the morning',
    'John Brown',
    'yes please',
    'thank you, goodbye',
  ]) {
    said('caller', text)
    const askedAt = performance.now()
    const answer = await caller.say(text)
    said('clinic', answer.text, performance.now() - askedAt)
  }
  await caller.hangup()
}

async function tellWhatIsLeft(running: RunningSystem): Promise<void> {
  await isPlayedOut(witness)
  heading('What stands in Postgres')
  for (const line of await witness.bookings()) console.log(`  booking     ${line}`)
  for (const line of await witness.followUps()) console.log(`  follow-up   ${line}`)
  heading('What the coach said after the last replies')
  for (const { number, text, source } of witness.advice().slice(-2)) {
    console.log(`  turn ${number} (${source})\n${text.replaceAll(/^/gm, '    ')}`)
  }
  heading('The turn that booked, as one trace')
  const trace = witness.bookingTrace()
  console.log(trace === null || running.tracesUrl === undefined ? '  no trace' : await witness.traceTree(trace))
}

function heading(text: string): void {
  console.log(`\n\u001b[1m${text}\u001b[0m`)
}

function said(who: string, text: string, tookMs?: number): void {
  const took = tookMs === undefined ? '' : `  (${Math.round(tookMs)} ms)`
  const [first = '', ...more] = text.split('\n')
  console.log(`  ${who.padEnd(8)}${[first, ...more].join('\n          ')}${took}`)
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
