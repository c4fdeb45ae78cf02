import { describe, expect, it } from 'vitest'
import { type BurstQuestion, debounceMs } from './debounce.ts'

const base: BurstQuestion = {
  channel: 'whatsapp',
  text: 'hello there',
  capMs: 2000,
  isRedFlag: false,
  isPending: false,
  state: 'idle',
  joined: null,
  nowMs: Date.parse('2026-11-20T10:00:01.000Z'),
}

describe('the pause for more messages', () => {
  it.each<[string, Partial<BurstQuestion>, number]>([
    ['a fragment waits for the whole cap', {}, 2000],
    ['a question waits for half of it', { text: 'do you have time on Friday?' }, 1000],
    ['a long message waits for half of it', { text: 'x'.repeat(60) }, 1000],
    ['a red flag does not wait', { isRedFlag: true }, 0],
    ['an answer to an offer does not wait', { isPending: true }, 0],
    ['an answer to a question does not wait', { state: 'awaiting_info' }, 0],
    ['nothing waits where the pack says so', { capMs: 0 }, 0],
    ['a second message waits for what is left', { joined: { receivedAt: '2026-11-20T09:59:59.500Z' } }, 500],
    ['a burst ends at the cap', { joined: { receivedAt: '2026-11-20T09:00:00.000Z' } }, 0],
    ['a clock that was set back does not lengthen it', { joined: { receivedAt: '2026-11-20T11:00:00.000Z' } }, 2000],
  ])('%s', (_what, change, ms) => {
    expect(debounceMs({ ...base, ...change })).toBe(ms)
  })
})
