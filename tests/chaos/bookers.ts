import { metaText, newWamid } from '@repartee/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { deliverUntilTaken } from '../system/crowd.ts'
import type { Stage } from './stage.ts'

/** Longer than any server is away, with the time to drain what has come meanwhile. */
const REPLY_LIMIT_MS = 120_000
const TRIES_AFTER_AN_OUTAGE = 60
const TIMES = ['09:00', '10:00', '11:00', '16:00', '17:00', '18:00']
const NOT_NOW = "can't reach our calendar"

/** How a contact fared who booked an appointment while things broke. */
export interface Booked {
  readonly from: string
  /** What is wrong, in words; empty when there is one booking and one answer to each message. */
  readonly wrong: string[]
  /** Answers that said that it cannot be booked now. */
  readonly refusals: number
}

let next = 0

/** A time at which the physiotherapist works and nobody else of these contacts wants to come. */
function slot(): { day: string; time: string } {
  const index = next++
  const days: Date[] = []
  for (let ahead = 3; days.length < 30; ahead += 1) {
    const day = new Date(Date.now() + ahead * 86_400_000)
    if (day.getUTCDay() >= 1 && day.getUTCDay() <= 4) days.push(day)
  }
  const day = days[Math.floor(index / TIMES.length) % days.length] ?? new Date()
  return {
    day: day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
    time: TIMES[index % TIMES.length] ?? '',
  }
}

/** One contact after the other says three messages, waits for each answer, and says the yes again when it was refused. */
export async function book(stage: Stage, untilYes: Promise<unknown> = Promise.resolve()): Promise<Booked> {
  const { day, time } = slot()
  const from = `34700${String(next).padStart(6, '0')}`
  const contact = stage.house.contact(from)
  let said = 0
  let refusals = 0
  const say = async (text: string) => {
    await deliverUntilTaken(stage.entrance, metaText({ from, text, id: newWamid() }))
    said += 1
    const { text: answer } = await contact.waitForReply({
      ...(said === 1 ? { after: 0 } : {}),
      timeoutMs: REPLY_LIMIT_MS,
    })
    if (answer.includes(NOT_NOW)) refusals += 1
    return answer
  }
  const insist = async (text: string) => {
    for (let attempt = 0; attempt < TRIES_AFTER_AN_OUTAGE; attempt += 1) {
      const answer = await say(text)
      if (!answer.includes(NOT_NOW)) return answer
      await pause(1000)
    }
    return ''
  }
  try {
    await insist(`I would like a physiotherapy session on ${day} at ${time}`)
    const offer = await insist('Mark Twain')
    await untilYes
    const done = await insist('yes please')
    const rows = await stage.house.bookings(from)
    const got = (await contact.received()).length
    return {
      from,
      refusals,
      wrong: [
        ...(rows.length === 1 ? [] : [`${rows.length} bookings; offered: ${offer}; told: ${done}`]),
        ...(got === said ? [] : [`${said} messages, ${got} answers`]),
      ],
    }
  } catch (error) {
    return { from, refusals, wrong: [error instanceof Error ? error.message : String(error)] }
  }
}
