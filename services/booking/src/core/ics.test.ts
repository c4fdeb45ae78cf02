import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { type CalendarEntry, calendarFile, calendarObject } from './ics.ts'
import { readCalendarToken, signCalendarToken } from './calendarToken.ts'

const entry: CalendarEntry = {
  uid: 'b1@repartee',
  starts: Date.parse('2026-11-24T08:00:00Z'),
  ends: Date.parse('2026-11-24T08:30:00Z'),
  summary: 'Teeth cleaning – Clínica Aurora',
  location: 'Calle del Olmo 18, 28012 Madrid; first floor',
  description: 'With Sofia Marques\nPlease come ten minutes early',
  revision: 2,
  changedAt: Date.parse('2026-11-20T10:00:00Z'),
  isCancelled: false,
}
const eventsOf = (file: string) =>
  new ICAL.Component(ICAL.parse(file) as never)
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component))

describe('a calendar file', () => {
  it('is read by others as it was meant', () => {
    const [read] = eventsOf(calendarFile({ name: 'Aurora', entries: [entry] }))
    expect(read).toMatchObject({
      uid: entry.uid,
      summary: entry.summary,
      location: entry.location,
      description: entry.description,
      sequence: 2,
    })
    expect(read!.startDate.toJSDate().getTime()).toBe(entry.starts)
    expect(read!.endDate.toJSDate().getTime()).toBe(entry.ends)
  })

  it('says that an appointment was cancelled, and how often a feed may be asked for', () => {
    const file = calendarFile({ name: 'Sofia', entries: [{ ...entry, isCancelled: true }], refreshMinutes: 15 })
    expect(file).toContain('STATUS:CANCELLED\r\n')
    expect(file).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n')
  })

  it('keeps every text, in lines of at most 75 octets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (summary) => {
        const file = calendarObject({ ...entry, summary })
        const readable = summary.replaceAll(/\r\n?/g, '\n').replaceAll(/(?![\t\n])\p{Cc}/gu, '')
        expect(eventsOf(file)[0]!.summary ?? '').toBe(readable)
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a token', () => {
  const booking = { of: 'booking', tenant: 'demo-clinic', id: '0192a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b' } as const
  const feed = { ...booking, of: 'resource', number: 3 } as const

  it('opens what it was made for', () => {
    for (const token of [booking, feed]) expect(readCalendarToken(signCalendarToken(token, 's'), 's')).toEqual(token)
  })

  it('cannot be made up, changed, or used where another secret stands', () => {
    for (const token of [booking, feed]) {
      const signed = signCalendarToken(token, 's')
      expect(readCalendarToken(signed, 'other')).toBeNull()
      expect(readCalendarToken(signed.replace('demo-clinic', 'demo-clinik'), 's')).toBeNull()
      expect(readCalendarToken(`${signed.slice(0, -1)}${signed.endsWith('A') ? 'B' : 'A'}`, 's')).toBeNull()
    }
    expect(readCalendarToken(signCalendarToken(feed, 's').replace('.3.', '.4.'), 's')).toBeNull()
    for (const nonsense of ['', 'b.', 'b.demo-clinic.x.y', '../../etc/passwd']) {
      expect(readCalendarToken(nonsense, 's')).toBeNull()
    }
  })
})
