import { levelChanged } from '@repartee/contracts'
import { describe, expect, it } from 'vitest'
import { useScene, waitFor } from './scene.ts'

const scene = useScene(['openai'], { LLM_FLAGS: 'retry=off' })
const GREETS = { detection: { acts: ['greet' as const], intent: { name: 'greeting', confidence: 1 } } }

describe('the ladder of a tenant', () => {
  it('goes down to the rules after four failures on a rung, and says so', async () => {
    const { simulator, contact, bus } = scene()
    const changes: { from: string; to: string }[] = []
    const reading = bus.readAll({
      onEvent: (event) => {
        if (event.is(levelChanged)) changes.push(event.data())
      },
    })
    simulator.break('*', { kind: 'status', status: 500 })
    const levels: string[] = []
    for (let turn = 1; turn <= 9; turn += 1) levels.push((await contact().says('hello', GREETS)).reasoning.level)
    expect(levels).toEqual(Array.from({ length: 9 }, () => 'rules'))
    await waitFor(() =>
      expect(changes.map(({ from, to }) => `${from} ${to}`)).toEqual(['full_ai fast_ai', 'fast_ai rules']),
    )
    const before = simulator.calls.length
    await contact().says('hello', GREETS)
    expect(simulator.calls).toHaveLength(before)
    reading.stop()
  })
})
