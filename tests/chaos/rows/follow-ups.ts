import { eventually, metaText } from '@repartee/testing'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../../bench/figures.ts'
import { deliverUntilTaken } from '../../system/crowd.ts'
import { all } from '../promises.ts'
import type { Stage } from '../stage.ts'

const QUESTION = 'which brand of dental implants does the clinic use?'

/** The follow-up service killed again and again while follow-ups are armed and fall due: each contact gets one. */
export async function followUpKilled(stage: Stage): Promise<Figure[]> {
  const { house } = stage
  const followUp = stage.program('followup')
  const contacts = Array.from({ length: 20 }, (_, index) => `3474${String(index).padStart(7, '0')}`)
  const killing = new AbortController()
  const kills = (async () => {
    while (!killing.signal.aborted) {
      await followUp.kill()
      await followUp.start()
      await pause(150)
    }
  })()
  const counts = async (status: string) => {
    const [row] = await house.query<{ rows: string }>(
      'SELECT count(*) AS rows FROM followup.item WHERE session_id = ANY($1::uuid[]) AND status = $2',
      [contacts.map((from) => house.sessionId(from)), status],
    )
    return Number(row?.rows)
  }
  const arrives = (what: string, status: string) =>
    eventually(async () => (await counts(status)) === contacts.length, { what, withinMs: 40_000, everyMs: 100 })
  await Promise.all(contacts.map((from) => deliverUntilTaken(stage.entrance, metaText({ from, text: QUESTION }))))
  const wrong: string[] = []
  const note = (error: unknown) => wrong.push(error instanceof Error ? error.message : String(error))
  await arrives('every follow-up is armed', 'pending').catch(note)
  await house.query(
    "UPDATE followup.item SET due_at = now() WHERE session_id = ANY($1::uuid[]) AND status = 'pending'",
    [contacts.map((from) => house.sessionId(from))],
  )
  await arrives('every follow-up has fired', 'fired').catch(note)
  killing.abort()
  await kills
  await house.untilQuiet()
  const got = await Promise.all(contacts.map(async (from) => (await house.contact(from).received()).length))
  // The answer that announces it, and the follow-up.
  return [
    all(
      '11 contacts with one follow-up',
      got.filter((count) => count === 2).length,
      contacts.length,
      'contacts',
      wrong,
    ),
  ]
}
