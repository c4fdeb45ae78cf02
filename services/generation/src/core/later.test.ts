import { loadPack } from '@repartee/packs'
import { NOW, slotValues, turnOf, waiting, type Before } from '@repartee/testing/fixtures'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Detection } from '@repartee/contracts'
import type { Context } from './context.ts'
import { decide, forgetOldTask } from './decide.ts'
import type { Plan, ToolResult } from './step.ts'

const pack = loadPack(fileURLToPath(new URL('../../../../packs/clinic', import.meta.url)))

const which = {
  ...waiting('choose_task', {}, [
    { id: 'task=book', title: 'booking an appointment' },
    { id: 'task=cancel', title: 'cancelling your appointment' },
  ]),
}

function contextOf(text: string, before: Before, detection: Partial<Detection>): Context {
  const turn = turnOf(text, before)
  return {
    pack,
    turn,
    captured: { slots: {}, critical: [], corrected: [], dropped: [], problems: [], missing: [], by: 'rules' },
    slots: turn.snapshot.slots,
    principle: 'find_out',
    now: NOW,
    detection: {
      situation: 'other',
      confidence: 1,
      intent: { name: 'other', confidence: 1 },
      acts: ['select'],
      task: null,
      competingTask: null,
      state: 'awaiting_info',
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
      ...detection,
    },
  }
}

const appointment = {
  id: '00000000-0000-4000-8000-000000000009',
  status: 'confirmed' as const,
  service: { id: '00000000-0000-4000-8000-000000000008', key: 'general_consultation', name: 'general consultation' },
  resource: { id: '00000000-0000-4000-8000-000000000007', key: 'elena_ruiz', name: 'Dr Elena Ruiz' },
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T09:20:00.000Z',
  localDate: '2026-11-24',
  localTime: '10:00',
  timeZone: 'Europe/Madrid',
  contactName: null,
  contactPhone: null,
}

function planOf(context: Context, results: ToolResult[] = []): Plan {
  const step = decide(context, results)
  if (step.do !== 'say') throw new Error(`expected words, got a question to ${step.tool}`)
  return step.plan
}
const keys = (plan: Plan) => plan.parts.map((part) => ('key' in part ? part.key : part.text))

describe('the other of two requests', () => {
  const listed: ToolResult = { tool: 'booking.list', answer: { bookings: [appointment] } }
  const before: Before = {
    pending: which,
    task: 'book',
    state: 'awaiting_info',
    slots: { service: 'physiotherapy', name: 'Ana' },
  }

  it('is taken up again, with what was known for it, when the first one is done', () => {
    const picked = planOf(contextOf('cancel first', before, { task: 'cancel', state: 'canceling' }), [listed])
    expect(keys(picked)).toEqual(['confirm.cancel'])
    expect(picked.slots).not.toHaveProperty('service')

    const yes: Before = { pending: picked.pending, task: 'cancel', state: 'canceling' }
    const agreed = contextOf('yes', yes, { task: 'cancel', state: 'canceling', acts: ['affirm'] })
    const done = planOf({ ...agreed, slots: picked.slots }, [
      { tool: 'booking.cancel', answer: { outcome: 'cancelled', booking: appointment, idempotent: false } },
    ])
    expect(keys(done)).toEqual(['cancelled', 'back_to', 'ask.date'])
    expect(done).toMatchObject({ task: 'book', state: 'booking_new', slots: { service: { value: 'physiotherapy' } } })
    expect(done.slots).not.toHaveProperty('later')
    expect(done.sidecar).toContainEqual({ kind: 'question', data: { slot: 'date' } })
  })

  it('is taken up again when the first one is left as it was', () => {
    const picked = planOf(contextOf('cancel first', before, { task: 'cancel', state: 'canceling' }), [listed])
    const no: Before = { pending: picked.pending, task: 'cancel', state: 'canceling' }
    const refused = contextOf('no, keep it', no, { task: 'cancel', state: 'canceling', acts: ['negate'] })
    expect(keys(planOf({ ...refused, slots: picked.slots }))).toEqual(['kept', 'back_to', 'ask.date'])
  })

  it('is forgotten by who gives up everything', () => {
    const slots = { ...slotValues({ name: 'Ana' }), later: slotValues({ later: 'task=book' })['later']! }
    const gives = contextOf(
      'forget it',
      { task: 'cancel', state: 'canceling' },
      { task: null, state: 'idle', acts: ['negate'] },
    )
    expect(keys(planOf({ ...gives, slots }))).toEqual(['changed_mind'])
  })

  it('stands the same however often the turn is looked at', () => {
    const context = contextOf('cancel first', before, { task: 'cancel', state: 'canceling' })
    expect(forgetOldTask(forgetOldTask(context))).toEqual(forgetOldTask(context))
  })
})

describe('the price of a service that is asked about while another is booked', () => {
  it('is its own', () => {
    const plan = planOf(
      contextOf(
        'how much is a blood test?',
        { task: 'book', state: 'booking_new', slots: { service: 'dermatology' } },
        {
          task: 'book',
          state: 'booking_new',
          acts: ['request'],
          intent: { name: 'price_inquiry', confidence: 1 },
          pending: { relevant: false, confidence: 0, reason: 'nothing waits' },
        },
      ),
    )
    expect(plan.parts[0]).toMatchObject({ key: 'price.one', params: { service: 'blood test' } })
    expect(plan.slots['service']?.value).toBe('dermatology')
  })
})
