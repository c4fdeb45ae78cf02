import { eventually } from '@repartee/testing'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nextWeekday, useHouse } from './house.ts'

const house = useHouse({ isSplit: true, settings: { LOG_LEVEL: 'debug' } })
const PHONE = '34699417283'
const DATE = nextWeekday(4, 4, ['2026-12-24', '2027-01-06'])
const DAY = new Date(`${DATE}T00:00:00Z`).toLocaleDateString('en-GB', {
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
})
const SAID = [
  'Good morning, my knee makes a clicking noise on the stairs',
  `I would like a physiotherapy session on ${DAY} at 10:00`,
  'Wilhelmina Featherstone',
  'my e-mail is wilhelmina.f@example.org and my card is 4111 1111 1111 1111',
  'yes please, book it',
]

interface Span {
  name: string
  service: string
  attributes: Record<string, unknown>
  children: Span[]
}
interface Trace {
  services: string[]
  roots: Span[]
  linked: string[]
}

const traceOf = async (id: string): Promise<Trace> => {
  const answer = await fetch(`${house().system.tracesUrl}/traces/${id}`)
  if (!answer.ok) throw new Error(`no trace ${id}`)
  return (await answer.json()) as Trace
}
const spansOf = (spans: readonly Span[]): Span[] => spans.flatMap((span) => [span, ...spansOf(span.children)])

describe('after a conversation that books', () => {
  it('one trace tells the whole turn, and what follows from it is linked', async () => {
    const contact = house().contact(PHONE, 'Wilhelmina')
    for (const text of SAID) await contact.ask(text)
    expect(await house().bookings(PHONE)).toMatchObject([
      { status: 'confirmed', contact_name: 'Wilhelmina Featherstone' },
    ])

    const turns = (await house().events(house().sessionId(PHONE))).filter(({ name }) => name === 'turn.received')
    const id = turns.at(-1)?.traceparent.split('-')[1] ?? ''
    const all = await eventually(
      async () => {
        const trace = await traceOf(id)
        const linked = await Promise.all(trace.linked.map(traceOf))
        const services = [trace, ...linked].flatMap((one) => one.services)
        return services.includes('coach') && services.includes('followup') && { trace, services }
      },
      { what: 'coach and follow-ups are in the trace, or linked to it', withinMs: 15_000, everyMs: 200 },
    )
    expect(all.trace.services.toSorted()).toEqual(
      expect.arrayContaining(['booking', 'capture', 'gateway', 'generation', 'situation']),
    )
    expect(all.trace.roots.map(({ service }) => service)).toEqual(['gateway'])
    const names = spansOf(all.trace.roots).map(({ name }) => name)
    for (const name of ['turn capture', 'turn detect', 'reply send']) expect(names).toContain(name)
    expect(JSON.stringify(all.trace)).not.toMatch(/Featherstone|699417283|clicking noise/)
  })

  it('no log holds what the contact said, nor the name, nor the number', async () => {
    const files = await readdir(house().system.logFolder)
    expect(files.length).toBeGreaterThanOrEqual(8)
    const lines = (
      await Promise.all(
        files.map(async (file) => (await readFile(join(house().system.logFolder, file), 'utf8')).split('\n')),
      )
    ).flat()
    expect(lines.filter((line) => line.startsWith('{')).length).toBeGreaterThan(8)
    const secrets = [...SAID, 'Wilhelmina', 'Featherstone', '699417283', '699 417 283', 'example.org', '4111']
    const telling = lines.filter((line) => secrets.some((secret) => line.toLowerCase().includes(secret.toLowerCase())))
    expect(telling).toEqual([])
  })
})
