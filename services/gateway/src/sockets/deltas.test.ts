import { expect, it } from 'vitest'
import { type LiveDelta, mergeDeltas } from './deltas.ts'

const frame = (type: LiveDelta['data']['type'], text: string, seq: number, attempt = 1): LiveDelta => ({
  type: 'live.reply',
  session: '0b0e7a3e-7d7c-5f0c-9d36-0d5b1c3f2a11',
  data: {
    tenant: 'demo-clinic',
    session: '0b0e7a3e-7d7c-5f0c-9d36-0d5b1c3f2a11',
    turn: '0b0e7a3e-7d7c-5f0c-9d36-0d5b1c3f2a12',
    number: 1,
    attempt,
    seq,
    type,
    text,
  },
})
const merged = (...frames: LiveDelta[]) =>
  frames
    .reduce<LiveDelta[]>((waiting, next) => mergeDeltas(waiting, next), [])
    .map(({ data }) => [data.type, data.text, data.seq])

it('deltas that wait become one; what frames them stays', () => {
  expect(
    merged(frame('start', '', 0), frame('delta', 'Good ', 1), frame('delta', 'day', 2), frame('end', '', 3)),
  ).toEqual([
    ['start', '', 0],
    ['delta', 'Good day', 2],
    ['end', '', 3],
  ])
})

it('another attempt is another text', () => {
  expect(merged(frame('delta', 'Go', 0), frame('delta', 'Hello', 0, 2), frame('delta', '!', 1, 2))).toEqual([
    ['delta', 'Go', 0],
    ['delta', 'Hello!', 1],
  ])
})

it('a delta that came before is not put behind', () => {
  expect(merged(frame('delta', 'b', 2), frame('delta', 'a', 1))).toEqual([
    ['delta', 'b', 2],
    ['delta', 'a', 1],
  ])
})
