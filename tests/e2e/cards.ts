import type { SessionValue } from '@repartee/contracts'
import { detectLanguage } from '@repartee/language'
import type { Pack, Scenario } from '@repartee/packs'
import { eventually, PhoneCaller } from '@repartee/testing'
import { isDeepStrictEqual } from 'node:util'
import type { BookingRow, DecisionRow, House } from './house.ts'

/** How a card's contact reaches us, whatever the channel. */
interface Line {
  session(): string
  say(text: string): Promise<string>
  choose(choice: string): Promise<string>
}

/** Twilio's number for callers who hide theirs: a card without a phone has to say it. */
const ANONYMOUS = '+266696687'

async function lineOf(at: House, pack: Pack, card: Scenario): Promise<Line> {
  // Each card has a contact of its own, also where several name the same number.
  const place = String(pack.scenarios.indexOf(card) + 10)
  const phone = card.contact.phone?.slice(0, -2).concat(place)
  if (card.channel === 'phone') {
    const caller = new PhoneCaller({
      sandboxUrl: at.system.sandboxUrl,
      from: phone ?? ANONYMOUS,
      to: at.business.phone?.account,
    })
    await caller.call()
    return {
      session: () => at.callSessionId(caller.sid),
      say: async (text) => (await caller.say(text)).text,
      choose: async (choice) => (await caller.say(choice)).text,
    }
  }
  const contact = at.contact(phone?.slice(1) ?? '34600000000', card.contact.name)
  const reply = async () => (await contact.waitForReply()).text
  return {
    session: () => at.sessionId(contact.from),
    say: (text) => contact.send(text).then(reply),
    choose: (choice) => contact.tap(choice).then(reply),
  }
}

/** Everything that did not go as the card says, with the transcript at the end. */
export async function play(at: House, pack: Pack, card: Scenario): Promise<string[]> {
  const line = await lineOf(at, pack, card)
  const wrong: string[] = []
  const transcript: string[] = []
  const replies: string[] = []
  for (const { text, choose, expect: expected } of card.messages) {
    const reply = await (choose === undefined ? line.say(text ?? '') : line.choose(choose))
    const session = await at.sessionById(line.session())
    transcript.push(`  contact: ${text ?? choose}`, `  ${session?.state}: ${reply}`)
    replies.push(reply)
    if (expected !== undefined)
      wrong.push(...differences(pack, expected, reply, session).map((what) => `${what} in: ${reply}`))
  }
  // What stands in the address of a link is not said.
  const all = replies.join('\n').replaceAll(/https?:\S+/g, '')
  const holds = (words: string) => all.toLowerCase().includes(words.toLowerCase())
  wrong.push(...card.must.filter((words) => !holds(words)).map((words) => `never says ${words}`))
  wrong.push(...card.mustNot.filter(holds).map((words) => `says ${words}`))
  if (card.messages.length > card.maxTurns) wrong.push(`has more than ${card.maxTurns} turns`)
  wrong.push(...(await decisionDifferences(card, () => at.decisionsOf(line.session()))))
  wrong.push(...bookingDifferences(card, await at.bookingsOf(line.session())))
  const isEscalated = (await at.events(line.session())).some(({ name }) => name === 'session.escalated')
  if (isEscalated !== card.escalated) wrong.push(card.escalated ? 'calls nobody' : 'calls a person')
  return wrong.length > 0 ? [...wrong, ...transcript] : []
}

function differences(
  pack: Pack,
  expected: NonNullable<Scenario['messages'][number]['expect']>,
  reply: string,
  session: SessionValue | null,
): string[] {
  const { says, state, language, sidecar } = expected
  const said = reply.toLowerCase()
  const spoken = language && detectLanguage(reply, { allowed: pack.languages, fallback: language }).language
  return [
    ...(says && !says.some((words) => said.includes(words.toLowerCase())) ? [`says none of ${says.join(' | ')}`] : []),
    ...(state && session?.state !== state ? [`state ${session?.state}, not ${state}`] : []),
    ...(spoken !== language ? [`language ${spoken}, not ${language}`] : []),
    ...sidecarDifferences(sidecar, session),
  ]
}

type Expected = NonNullable<Scenario['messages'][number]['expect']>

function sidecarDifferences(wanted: Expected['sidecar'], session: SessionValue | null): string[] {
  if (wanted === undefined) return []
  const carried = session?.replies.at(-1)?.reply.sidecar ?? []
  const found = carried.find(({ kind }) => kind === wanted.kind)?.data
  const holds =
    found !== undefined && Object.entries(wanted.data).every(([name, value]) => isDeepStrictEqual(found[name], value))
  return holds ? [] : [`carries ${JSON.stringify(carried)}, not ${JSON.stringify(wanted)}`]
}

/** The journal is written a moment after the reply. */
async function decisionDifferences({ decisions }: Scenario, read: () => Promise<DecisionRow[]>): Promise<string[]> {
  const rows = await eventually(
    async () => {
      const found = await read()
      return found.length >= decisions.length ? found : undefined
    },
    { what: `${decisions.length} decisions in the journal` },
  )
  if (rows.length !== decisions.length) return [`${rows.length} decisions, not ${decisions.length}`]
  return decisions.flatMap((wanted, index) =>
    Object.entries(wanted)
      .filter(([name, value]) => Reflect.get(rows[index] ?? {}, name) !== value)
      .map(([name, value]) => `decision's ${name} is ${Reflect.get(rows[index] ?? {}, name)}, not ${value}`),
  )
}

function bookingDifferences(card: Scenario, rows: BookingRow[]): string[] {
  const standing = card.bookings.some(({ status }) => status === 'cancelled')
    ? rows
    : rows.filter(({ status }) => status === 'confirmed')
  if (standing.length !== card.bookings.length) {
    return [`${standing.length} bookings, not ${card.bookings.length}: ${JSON.stringify(standing)}`]
  }
  return card.bookings.flatMap((wanted, index) => {
    const row = standing[index]
    const found = row && {
      service: row.service,
      resource: row.resource,
      localDate: row.local_date,
      weekday: new Date(`${row.local_date}T00:00:00Z`)
        .toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
        .toLowerCase(),
      localTime: row.local_time,
      contactName: row.contact_name,
      contactPhone: row.contact_phone,
      status: row.status,
    }
    return Object.entries(wanted)
      .filter(([name, value]) => value !== undefined && Reflect.get(found ?? {}, name) !== value)
      .map(([name, value]) => `booking's ${name} is ${Reflect.get(found ?? {}, name)}, not ${value}`)
  })
}
