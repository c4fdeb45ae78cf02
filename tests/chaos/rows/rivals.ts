import { bookingConfirm, type QuestionRequest } from '@repartee/contracts'
import { eventually, metaText } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import type { Figure } from '../../bench/figures.ts'
import { deliverUntilTaken } from '../../system/crowd.ts'
import { nextWeekday, PHONE_NUMBER_ID, TENANT } from '../../system/house.ts'
import { all } from '../promises.ts'
import type { Stage } from '../stage.ts'

const TUESDAY = nextWeekday(2, 10)

/** A confirm as generation asks it, for one session and one key. */
export function confirmRequest(
  from: string,
  startsAt: string,
  key: string = randomUUID(),
): QuestionRequest<typeof bookingConfirm> {
  return {
    tenant: TENANT,
    session: randomUUID(),
    settings: {
      businessName: 'Clínica Aurora',
      pack: 'clinic',
      timeZone: 'Europe/Madrid',
      region: 'ES',
      defaultLanguage: 'en',
    },
    address: { channel: 'whatsapp', provider: 'meta', account: PHONE_NUMBER_ID, contact: from, contactKind: 'phone' },
    contact: { phone: `+${from}` },
    language: 'en',
    key,
    service: 'blood_test',
    resource: 'carmen_vega',
    startsAt,
    contactName: 'Rival',
    contactPhone: `+${from}`,
  }
}

/** Asks again while the service says that it is busy, as a contact would who reads that it cannot be booked now. */
export async function confirm({ house }: Stage, request: QuestionRequest<typeof bookingConfirm>) {
  return eventually(() => house.ask(bookingConfirm, request), {
    what: 'booking answers',
    withinMs: 60_000,
    everyMs: 250,
  })
}

/** Many want one slot at once, and one says the same yes many times. */
export async function rivals(stage: Stage): Promise<Figure[]> {
  const { scale } = stage
  const instant = await instantOf(stage, TUESDAY, '09:00')
  const asks = Array.from({ length: scale.rivals }, (_, index) => `3479${String(index).padStart(7, '0')}`)
  const answers = await Promise.all(asks.map((from) => confirm(stage, confirmRequest(from, instant))))
  const won = answers.filter(({ outcome }) => outcome === 'confirmed').length
  const rows = await rowsAt(stage, instant)

  const later = await instantOf(stage, TUESDAY, '09:30')
  const same = confirmRequest('34790009999', later)
  const repeated = await Promise.all(Array.from({ length: 50 }, () => confirm(stage, same)))
  const ids = new Set(repeated.map((answer) => (answer.outcome === 'confirmed' ? answer.booking.id : answer.outcome)))
  return [
    all(`9 told that they have the slot, of ${scale.rivals} at once`, won, 1, 'contacts'),
    all('9 bookings of that slot', rows, 1, 'bookings'),
    all('9 bookings of a yes said 50 times', await rowsAt(stage, later), 1, 'bookings'),
    all('9 answers to it', ids.size, 1, 'answers'),
    ...(await inTheChat(stage)),
  ]
}

/** The same through webhooks: contacts who say all at once that they want the slot, and yes to whatever is offered. */
async function inTheChat(stage: Stage): Promise<Figure[]> {
  const day = new Date(`${TUESDAY}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  const contacts = Array.from({ length: Math.min(20, stage.scale.rivals) }, (_, index) => ({
    from: `3477${String(index).padStart(7, '0')}`,
  }))
  for (const text of [`I would like a blood test on ${day} at 8:00`, 'Anna Smith', 'yes please']) {
    await Promise.all(
      contacts.map(async ({ from }) => {
        const contact = stage.house.contact(from)
        const before = (await contact.received()).at(-1)?.sequence ?? 0
        await deliverUntilTaken(stage.entrance, metaText({ from, text }))
        await contact.waitForReply({ after: before, timeoutMs: 30_000 })
      }),
    )
  }
  const told = await Promise.all(
    contacts.map(async ({ from }) =>
      (await stage.house.contact(from).received()).some(({ text }) => text.includes("You're booked")),
    ),
  )
  const rows = await rowsAt(stage, await instantOf(stage, TUESDAY, '08:00'))
  return [
    all(`9 bookings of a slot that ${contacts.length} want in the chat`, rows, 1, 'bookings'),
    all('9 contacts who are told that it is theirs', told.filter(Boolean).length, 1, 'contacts'),
  ]
}

async function rowsAt({ house }: Stage, instant: string): Promise<number> {
  const [row] = await house.query<{ rows: string }>(
    `SELECT count(*) AS rows FROM booking.booking WHERE status = 'confirmed' AND lower(span) = $1
     AND resource_id = (SELECT id FROM booking.resource WHERE tenant_id = $2 AND key = 'carmen_vega')`,
    [instant, TENANT],
  )
  return Number(row?.rows)
}

/** The instant of a wall clock of the clinic. */
export async function instantOf({ house }: Stage, day: string, time: string): Promise<string> {
  const [row] = await house.query<{ at: Date }>("SELECT ($1::timestamp AT TIME ZONE 'Europe/Madrid') AS at", [
    `${day} ${time}`,
  ])
  if (row === undefined) throw new Error(`no instant of ${day} ${time}`)
  return row.at.toISOString()
}
