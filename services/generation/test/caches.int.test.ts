import { describe, expect, it } from 'vitest'
import { useScene } from './scene.ts'

const scene = useScene(['openai'])

const OPEN = { facts: [{ id: 'opening_hours', score: 1, reason: 'test' }] }
const asks = { detection: { ...OPEN, acts: ['request' as const], intent: { name: 'question', confidence: 1 } } }
const INTRODUCED = { detection: { asksHuman: true } }

async function introduced() {
  const { simulator, contact, sessions } = scene()
  const one = contact()
  await one.says('hello', INTRODUCED)
  await one.standing({ state: 'idle' })
  simulator.reset()
  return { one, simulator, sessions }
}

describe('a question that was asked before', () => {
  it('is answered from the cache, to another contact of the tenant too', async () => {
    const { one, simulator } = await introduced()
    simulator.script(['We are open from Monday to Friday.'])
    const first = await one.says('when do you open in the morning?', asks)
    expect(first.reasoning.cache).toBe('miss')
    const { one: other } = await introduced()
    const second = await other.says('When do you open in the morning', asks)
    expect(second.reasoning).toMatchObject({ cache: 'exact', provider: 'openai' })
    expect(second.reply.text).toBe(first.reply.text)
    expect(second.usage).toEqual([])
    expect(simulator.calls).toHaveLength(0)
  })

  it('is not, where something is under way', async () => {
    const { one, simulator } = await introduced()
    simulator.script(['We are open from Monday to Friday.', 'We are open from Monday to Friday.'])
    const busy = { detection: { ...asks.detection, task: 'book', state: 'booking_new' as const } }
    expect((await one.says('when do you open on Fridays?', busy)).reasoning.cache).toBe('off')
    expect((await one.says('when do you open on Fridays?', busy)).reasoning.cache).toBe('off')
  })

  it('keeps no answer that took a tool', async () => {
    const { one, simulator } = await introduced()
    const tools = { toolCalls: [{ tool: 'find_services', arguments: {} }] }
    simulator.script([tools, 'We have many services.', tools, 'We have many services.'])
    await one.says('what can I book with you?', asks)
    expect((await one.says('what can I book with you?', asks)).reasoning.cache).toBe('miss')
  })

  it('keeps no answer that names the contact', async () => {
    const { one, simulator } = await introduced()
    simulator.script(['We open at eight, Wilhelmina.', 'We open at eight.'])
    const named = { ...asks, slots: { name: 'Wilhelmina Brandt' } }
    await one.says('when does the house open?', named)
    const { one: other, simulator: again } = await introduced()
    again.script(['We open at eight.'])
    expect((await other.says('when does the house open?', asks)).reasoning.cache).toBe('miss')
  })
})
