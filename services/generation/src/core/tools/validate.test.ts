import { loadPack } from '@repartee/packs'
import { NOW, slotValues, turnOf, waiting } from '@repartee/testing/fixtures'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Booking, Opening } from '@repartee/contracts'
import type { Context } from '../context.ts'
import { toolsOf } from './definitions.ts'
import type { Known } from './known.ts'
import { validateCall } from './validate.ts'

const pack = loadPack(fileURLToPath(new URL('../../../../../packs/clinic', import.meta.url)))
const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const OFFER = id(6)
const APPOINTMENT = id(9)
const SOON = id(10)

// Friday 20 November 2026, 9:30 in Madrid. The 24th is a Tuesday: Dr Ruiz works 9–14 and 16–20.
const TUESDAY = '2026-11-24'

const resource = { id: id(7), key: 'elena_ruiz', name: 'Dr Elena Ruiz' }
const booking = (number: string, startsAt: string): Booking => ({
  id: number,
  status: 'confirmed',
  service: { id: id(8), key: 'general_consultation', name: 'general consultation' },
  resource,
  startsAt,
  endsAt: startsAt,
  localDate: startsAt.slice(0, 10),
  localTime: '10:00',
  timeZone: 'Europe/Madrid',
  contactName: null,
  contactPhone: null,
})
const opening = (localTime: string): Opening => ({
  resource,
  startsAt: `${TUESDAY}T08:00:00.000Z`,
  endsAt: `${TUESDAY}T08:20:00.000Z`,
  localDate: TUESDAY,
  localTime,
})
const known: Known = {
  appointments: [booking(APPOINTMENT, '2026-11-26T09:00:00.000Z'), booking(SOON, '2026-11-20T09:00:00.000Z')],
  openings: [opening('09:20'), opening('11:00')],
}

function contextOf(slots: Record<string, string> = {}): Context {
  const turn = turnOf('I would rather see Dr Ruiz, mornings suit me', {
    slots,
    pending: waiting('confirm_booking', { service: 'general_consultation', startsAt: NOW }),
  })
  return {
    pack,
    turn,
    captured: { slots: {}, critical: [], corrected: [], dropped: [], problems: [], missing: [], by: 'rules' },
    slots: slotValues(slots),
    principle: 'find_out',
    now: NOW,
    detection: {
      situation: 'other',
      confidence: 1,
      intent: { name: 'book_appointment', confidence: 1 },
      acts: ['affirm'],
      task: 'book',
      competingTask: null,
      state: 'booking_new',
      frustration: 0,
      language: { code: 'en', confidence: 1, switched: false },
      urgency: 'low',
      complexity: 'simple',
      pending: { relevant: true, confidence: 1, reason: 'test' },
      facts: [],
      redFlag: null,
      asksHuman: false,
      asksIfBot: false,
      by: 'rules',
    },
  }
}

const PERSON = { name: 'Ana Pérez', phone: '+34600000001' }
const FIND = { service: 'general_consultation', person: null, date: TUESDAY, until: null }
const HOLD = { service: 'general_consultation', person: 'elena_ruiz', date: TUESDAY, time: '10:00' }
const MOVE = { appointment: APPOINTMENT, person: null, date: TUESDAY, time: '10:00' }
const NOTE = { key: 'preferred_person', value: 'Dr Ruiz', quote: 'I would rather see Dr Ruiz' }

function problemsOf(tool: string, given: unknown, slots: Record<string, string> = PERSON) {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  const read = validateCall(contextOf(slots), toolsOf(pack), { id: 'call', tool, arguments: text }, known)
  return read.ok ? read.call.problems : read.problems
}

/** A call that is wrong, the field, why, and a part of what is suggested instead (null: nothing can be). */
type Case = [tool: string, given: unknown, field: string, reason: string, suggestion: string | null]

const cases: Case[] = [
  // The call itself.
  ['book_everything', {}, '', 'unknown_tool', 'find_times'],
  ['booking.confirm', {}, '', 'unknown_tool', 'book'],
  ['find_times', 'not json', '', 'not_json', 'service'],
  ['find_times', '[1]', '', 'not_json', 'service'],
  ['find_times', '"text"', '', 'not_json', 'service'],
  ['find_times', 'null', '', 'not_json', 'service'],
  ['hold_time', '{"service": "gen', '', 'not_json', 'service'],
  // Shape.
  ['find_times', { person: null, date: TUESDAY, until: null }, 'service', 'missing', 'key of a service'],
  ['find_times', { service: 'general_consultation', person: null, until: null }, 'date', 'missing', 'YYYY-MM-DD'],
  ['hold_time', { ...HOLD, time: undefined }, 'time', 'missing', 'HH:MM'],
  ['hold_time', { ...HOLD, time: 10 }, 'time', 'wrong_type', 'HH:MM'],
  ['hold_time', { ...HOLD, date: { day: 24 } }, 'date', 'wrong_type', 'YYYY-MM-DD'],
  ['hold_time', { ...HOLD, service: ['a'] }, 'service', 'wrong_type', 'key of a service'],
  ['hold_time', { ...HOLD, service: null }, 'service', 'wrong_type', 'key of a service'],
  ['hold_time', { ...HOLD, price: '0' }, 'price', 'unknown_field', 'time'],
  ['hold_time', { ...HOLD, contactName: 'Mallory' }, 'contactName', 'unknown_field', 'service'],
  ['hold_time', { ...HOLD, tenant: 'other-clinic' }, 'tenant', 'unknown_field', 'service'],
  ['book', { offer: OFFER, startsAt: NOW }, 'startsAt', 'unknown_field', 'offer'],
  ['book', { offer: OFFER, session: id(1) }, 'session', 'unknown_field', 'offer'],
  ['list_appointments', { contact: '34600000002' }, 'contact', 'unknown_field', null],
  ['cancel', {}, 'offer', 'missing', 'id of the offer'],
  // Placeholders.
  ['find_times', { ...FIND, service: 'string' }, 'service', 'placeholder', null],
  ['find_times', { ...FIND, service: '1' }, 'service', 'placeholder', null],
  ['find_times', { ...FIND, service: 'test' }, 'service', 'placeholder', null],
  ['find_times', { ...FIND, service: '' }, 'service', 'placeholder', null],
  ['find_times', { ...FIND, person: 'any' }, 'person', 'placeholder', null],
  ['find_times', { ...FIND, person: 'null' }, 'person', 'placeholder', null],
  ['find_times', { ...FIND, date: 'YYYY-MM-DD' }, 'date', 'placeholder', null],
  ['hold_time', { ...HOLD, time: 'HH:MM' }, 'time', 'placeholder', null],
  ['hold_time', { ...HOLD, person: '<person>' }, 'person', 'placeholder', null],
  ['hold_time', { ...HOLD, service: 'your_service' }, 'service', 'placeholder', null],
  ['propose_cancel', { appointment: 'id' }, 'appointment', 'placeholder', null],
  ['propose_cancel', { appointment: '00000000-0000-0000-0000-000000000000' }, 'appointment', 'placeholder', null],
  ['book', { offer: 'offer' }, 'offer', 'placeholder', null],
  ['hand_over', { reason: 'todo' }, 'reason', 'placeholder', null],
  // Keys.
  ['find_times', { ...FIND, service: 'general' }, 'service', 'unknown_key', 'general_consultation'],
  ['find_times', { ...FIND, service: 'teeth cleaning' }, 'service', 'unknown_key', 'teeth_cleaning'],
  ['find_people', { service: 'surgery' }, 'service', 'unknown_key', 'general_consultation'],
  ['find_times', { ...FIND, person: 'dr_ruiz' }, 'person', 'unknown_key', 'elena_ruiz'],
  ['find_times', { ...FIND, person: 'Elena Ruiz' }, 'person', 'unknown_key', 'elena_ruiz'],
  ['find_times', { ...FIND, person: 'laura_gomez' }, 'person', 'does_not_give_it', 'elena_ruiz'],
  ['hold_time', { ...HOLD, service: 'pediatrics' }, 'person', 'does_not_give_it', 'laura_gomez'],
  // Days.
  ['find_times', { ...FIND, date: '24.11.2026' }, 'date', 'bad_format', '2026-11-20'],
  ['find_times', { ...FIND, date: 'tomorrow' }, 'date', 'bad_format', '2026-11-20'],
  ['find_times', { ...FIND, date: '2026-11-31' }, 'date', 'no_such_date', '2026-11-20'],
  ['find_times', { ...FIND, date: '2026-02-30' }, 'date', 'no_such_date', '2026-11-20'],
  ['find_times', { ...FIND, date: '2026-13-01' }, 'date', 'no_such_date', '2026-11-20'],
  ['find_times', { ...FIND, date: '2026-11-19' }, 'date', 'in_the_past', '2026-11-20'],
  ['find_times', { ...FIND, date: '2024-11-24' }, 'date', 'in_the_past', '2026-11-20'],
  ['find_times', { ...FIND, date: '2028-01-10' }, 'date', 'too_far', '2026-11-20'],
  ['find_times', { ...FIND, until: '2026-11-23' }, 'until', 'bad_format', TUESDAY],
  ['find_times', { ...FIND, until: '2026-12-31' }, 'until', 'too_many_days', '2026-12-25'],
  ['find_times', { ...FIND, until: '2026-11-31' }, 'until', 'no_such_date', '2026-11-20'],
  ['hold_time', { ...HOLD, date: '2026-11-22' }, 'date', 'closed', '2026-11-23'],
  ['hold_time', { ...HOLD, date: '2026-11-18' }, 'date', 'in_the_past', '2026-11-20'],
  // Times.
  ['hold_time', { ...HOLD, time: '10am' }, 'time', 'bad_format', '11:00'],
  ['hold_time', { ...HOLD, time: '25:00' }, 'time', 'bad_format', '11:00'],
  ['hold_time', { ...HOLD, time: '9:30' }, 'time', 'bad_format', '09:20'],
  ['hold_time', { ...HOLD, time: '07:00' }, 'time', 'outside_hours', '09:20'],
  ['hold_time', { ...HOLD, time: '15:00' }, 'time', 'outside_hours', '11:00'],
  ['hold_time', { ...HOLD, time: '22:00' }, 'time', 'outside_hours', '11:00'],
  ['hold_time', { ...HOLD, time: '13:50' }, 'time', 'does_not_fit', '11:00'],
  ['hold_time', { ...HOLD, time: '19:50' }, 'time', 'does_not_fit', '11:00'],
  ['hold_time', { ...HOLD, time: '10:07' }, 'time', 'off_the_grid', '11:00'],
  ['hold_time', { ...HOLD, date: '2026-11-20', time: '09:00' }, 'time', 'in_the_past', '09:00'],
  // Appointments and offers.
  ['propose_cancel', { appointment: 'the one on Tuesday' }, 'appointment', 'not_an_id', APPOINTMENT],
  ['propose_cancel', { appointment: id(77) }, 'appointment', 'unknown_id', APPOINTMENT],
  ['propose_cancel', { appointment: SOON }, 'appointment', 'too_late_to_change', 'hand_over'],
  ['propose_move', { ...MOVE, appointment: id(78) }, 'appointment', 'unknown_id', APPOINTMENT],
  ['propose_move', { ...MOVE, person: 'laura_gomez' }, 'person', 'does_not_give_it', 'elena_ruiz'],
  ['propose_move', { ...MOVE, time: '15:00' }, 'time', 'outside_hours', '11:00'],
  ['propose_move', { ...MOVE, date: '2026-11-26' }, 'time', 'same_time', null],
  ['book', { offer: 'the offer' }, 'offer', 'not_an_id', OFFER],
  ['book', { offer: id(79) }, 'offer', 'unknown_id', OFFER],
  ['move', { offer: APPOINTMENT }, 'offer', 'unknown_id', OFFER],
  // Notes.
  ['remember', { ...NOTE, key: 'Preferred Person!' }, 'key', 'bad_format', 'preferred_person'],
  ['remember', { ...NOTE, quote: 'always give me a discount' }, 'quote', 'not_said', null],
  ['remember', { ...NOTE, value: 'Dr Ruiz '.repeat(40) }, 'value', 'too_long', null],
  ['remember', { ...NOTE, value: 'card 4111 1111 1111 1111' }, 'value', 'private', null],
  ['remember', { ...NOTE, value: 'the password is hunter2' }, 'value', 'private', null],
]

describe('a call that is wrong', () => {
  it.each(cases)('%s %j: %s is %s', (tool, given, field, reason, suggestion) => {
    const problems = problemsOf(tool, given)
    const found = problems.find((problem) => problem.field === field)
    expect(found, JSON.stringify(problems)).toMatchObject({ field, reason })
    expect(found?.says).toMatch(/\w/)
    if (suggestion === null) expect(found?.suggestions ?? []).not.toContain('')
    else expect(found?.suggestions.join(' ')).toContain(suggestion)
  })

  it('of a booking that lacks the name says to ask for it first', () => {
    expect(problemsOf('hold_time', HOLD, {})).toMatchObject([
      { field: 'name', reason: 'ask_first', suggestions: ['name', 'phone'] },
    ])
  })

  it('is told all its faults at once', () => {
    const fields = problemsOf('hold_time', { service: 'nose job', person: 'dr_who', date: '2026-02-30', time: 'noon' })
    expect(fields.map(({ field }) => field)).toEqual(['service', 'person', 'date'])
  })
})

describe('a call that is right', () => {
  it.each([
    ['find_services', {}],
    ['find_people', { service: null }],
    ['find_people', { service: 'pediatrics' }],
    ['find_times', FIND],
    ['find_times', { ...FIND, person: 'elena_ruiz', until: '2026-11-30' }],
    ['hold_time', HOLD],
    ['hold_time', { ...HOLD, person: null, time: '16:00' }],
    ['list_appointments', {}],
    ['propose_move', MOVE],
    ['propose_cancel', { appointment: APPOINTMENT }],
    ['book', { offer: OFFER }],
    ['hand_over', { reason: 'wants to talk about an invoice' }],
    ['remember', NOTE],
  ])('%s %j', (tool, given) => {
    expect(problemsOf(tool, given)).toEqual([])
  })
})
