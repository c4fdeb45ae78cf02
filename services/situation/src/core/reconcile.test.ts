import { fileURLToPath } from 'node:url'
import { loadPack } from '@repartee/packs'
import type { Captured, Detection } from '@repartee/contracts'
import { describe, expect, it } from 'vitest'
import { slotValues, turnOf, type Before } from '@repartee/testing/fixtures'
import { detect } from './detect.ts'
import { reconcile } from './reconcile.ts'

const clinic = loadPack(fileURLToPath(new URL('../../../../packs/clinic', import.meta.url)))

const nothing: Captured = {
  slots: {},
  critical: [],
  corrected: [],
  dropped: [],
  problems: [],
  missing: [],
  by: 'rules',
}
const booking: Before = { task: 'book', state: 'booking_new', language: 'en' }

function reconciled(text: string, before: Before, captured: Partial<Captured>, first: Partial<Detection> = {}) {
  const turn = turnOf(text, before)
  return reconcile({
    turn,
    pack: clinic,
    first: { ...detect(turn, clinic), ...first },
    captured: { ...nothing, ...captured },
  })
}

describe('the first pass', () => {
  it('stands when capture brought nothing that matters', () => {
    const turn = turnOf('Anna', { ...booking, asked: 'name', slots: { service: 'teeth_cleaning' } })
    const first = detect(turn, clinic)
    const captured = { ...nothing, slots: slotValues({ name: 'Anna' }), missing: ['date', 'time', 'phone'] }
    const result = reconcile({ turn, pack: clinic, first, captured })
    expect(result.reconcile).toBe('none')
    expect(result.detection).toBe(first)
  })
  it('does not stand after a new critical slot', () => {
    const result = reconciled('tuesday', booking, { slots: slotValues({ date: '2026-11-24' }), critical: ['date'] })
    expect(result.reconcile).toBe('new_critical_slot')
  })
  it('does not stand with little confidence', () => {
    expect(reconciled('asdf', {}, {}).reconcile).toBe('low_confidence')
    expect(reconciled('yes', booking, {}, { confidence: 0.69 }).reconcile).toBe('low_confidence')
    expect(reconciled('yes', booking, {}, { confidence: 0.7 }).reconcile).toBe('none')
  })
  it('does not stand when the situation rules see other slots', () => {
    const slots = { service: 'teeth_cleaning', date: '2026-11-24' }
    const result = reconciled(
      'I would like to make an appointment for ten',
      { language: 'en', state: 'service_inquiry', slots },
      { slots: slotValues({ time: '10:00' }) },
    )
    expect(result).toMatchObject({ reconcile: 'context_delta', detection: { situation: 'books_with_everything' } })
  })
  it('does not stand when the conversation goes to another state', () => {
    const slots = { service: 'teeth_cleaning', date: '2026-11-24', time: '10:00', phone: '+34612345678' }
    const result = reconciled('Anna', { ...booking, asked: 'name', slots }, { slots: slotValues({ name: 'Anna' }) })
    expect(result).toMatchObject({ reconcile: 'state_change', detection: { state: 'booking_confirmation' } })
  })
  it('names the strongest reason', () => {
    const result = reconciled('asdf', booking, { slots: slotValues({ date: '2026-11-24' }), critical: ['date'] })
    expect(result.reconcile).toBe('new_critical_slot')
  })
})
