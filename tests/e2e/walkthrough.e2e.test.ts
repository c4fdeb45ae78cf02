import { loadPack } from '@repartee/packs'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { packsOfReader } from '../system/walkthrough.ts'
import { useHouse, type House } from './house.ts'

const packs = packsOfReader()
const pack = loadPack(join(packs, 'bikes'))
const house = useHouse({ settings: { PACKS_DIR: packs } })
afterAll(() => rmSync(dirname(packs), { recursive: true }))

/** A visitor of the web chat of the reader's business. */
class Visitor {
  private constructor(
    private readonly url: string,
    readonly id: string,
    private readonly token: string,
  ) {}

  static async arrive({ system }: House): Promise<Visitor> {
    const begun = await post(`${system.gatewayUrl}/api/sessions`, { tenant: 'my-bikes' })
    return new Visitor(system.gatewayUrl, String(begun['id']), String(begun['token']))
  }

  /** Says something and gives the reply to it. */
  async say(text: string): Promise<string> {
    const path = `${this.url}/api/sessions/${this.id}/messages`
    const answer = await post(path, { id: randomUUID(), text }, this.token)
    return String(answer['npc_response'])
  }
}

async function post(url: string, body: unknown, token?: string): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`)
  return JSON.parse(text) as Record<string, unknown>
}

describe('the business that docs/packs.md opens', () => {
  it.each(pack.scenarios)('plays the card $name on its web chat', async (card) => {
    const visitor = await Visitor.arrive(house())
    const replies: string[] = []
    for (const { text = '', expect: expected } of card.messages) {
      const answer = await visitor.say(text)
      // A channel that shows no number is asked for one.
      const asksPhone = /phone number|teléfono/u.test(answer)
      const reply = asksPhone ? await visitor.say(card.contact.phone ?? '') : answer
      replies.push(reply)
      for (const words of expected?.says ?? []) expect(reply.toLowerCase()).toContain(words.toLowerCase())
    }
    expect(card.must.filter((words) => !replies.join('\n').includes(words))).toEqual([])
    const booked = () =>
      house().query<{ service: string; contact: string }>(
        `SELECT service.key AS service, booking.contact_name AS contact FROM booking.booking
         JOIN booking.service ON service.tenant_id = booking.tenant_id AND service.id = booking.service_id
         WHERE booking.tenant_id = 'my-bikes' AND booking.session_id = $1 AND booking.status = 'confirmed'`,
        [visitor.id],
      )
    const [wanted] = card.bookings
    const [row] = await eventually(async () => ((await booked()).length > 0 ? booked() : undefined), {
      what: 'the booking',
    })
    expect(row).toEqual({ service: wanted?.service, contact: wanted?.contactName })
  })
})
