import type { ModelFault } from '@repartee/testing'
import { describe, expect, it } from 'vitest'
import { useScene, waitFor } from './scene.ts'

const SETTINGS = { LLM_FLAGS: 'race=off,hedge=off,retry=off' }
const ANSWER = 'We are near the market. There is a car park behind the house. The bus stops in front of it.'
const OTHER = 'You find us in the old town. Parking is free for two hours. The station is five minutes away.'
const INTRODUCED = { detection: { asksHuman: true } }

/** Two faults for each service: a breaker opens after five failures, and a provider that says wait is let alone. */
const groups: readonly { channel: 'whatsapp' | 'web'; some: readonly ModelFault[] }[] = [
  {
    channel: 'whatsapp',
    some: [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 429, retryAfterSeconds: 30 },
    ],
  },
  {
    channel: 'web',
    some: [
      { kind: 'cut', afterCharacters: 24 },
      { kind: 'stall', afterCharacters: 24 },
    ],
  },
  { channel: 'whatsapp', some: [{ kind: 'hang' }, { kind: 'silent' }] },
  { channel: 'web', some: [{ kind: 'error_inside', afterCharacters: 24 }, { kind: 'garbage' }] },
  { channel: 'whatsapp', some: [{ kind: 'drip', everyMs: 300 }, { kind: 'empty' }] },
  { channel: 'web', some: [{ kind: 'error_body' }, { kind: 'nothing' }] },
]

/** What is left of the answer when it is broken off after 24 characters: who takes over goes on from there. */
const REST = ANSWER.slice(24)

const sentencesOf = (text: string) => text.split(/(?<=\.)\s+/u)
const countIn = (text: string, part: string) => text.split(part).length - 1

describe.each(groups)('a turn on $channel whose first provider fails', ({ channel, some }) => {
  const scene = useScene(['openai', 'anthropic'], SETTINGS)

  it.each(some)('by $kind $status is answered whole, once, within its deadline', async (fault) => {
    const { simulator, contact } = scene()
    const ana = contact(channel)
    await ana.says('hello', INTRODUCED)
    simulator.reset()
    simulator.break('openai', fault)
    const isBrokenOff = 'afterCharacters' in fault
    simulator.script([ANSWER, ANSWER, ANSWER], 'openai')
    simulator.script(
      Array.from({ length: 3 }, () => (isBrokenOff ? REST : OTHER)),
      'anthropic',
    )
    const turn = await ana.writes('where are you?')
    await ana.isUnderstood(turn)
    const reply = await ana.answerTo(turn)
    expect(simulator.callsOf('openai').length).toBeGreaterThan(0)
    expect(Date.parse(reply.completedAt)).toBeLessThan(Date.parse(turn.deadlineAt))
    expect(reply.reply.text).toMatch(/[.?!]$/u)
    // Each sentence of the one answer once, and none of the other.
    const [whole, none] = isBrokenOff ? [ANSWER, OTHER] : [OTHER, ANSWER]
    expect(sentencesOf(whole).map((sentence) => countIn(reply.reply.text, sentence))).toEqual([1, 1, 1])
    expect(sentencesOf(none).map((sentence) => countIn(reply.reply.text, sentence))).toEqual([0, 0, 0])
    expect(ana.replies()).toHaveLength(2)
  })
})

describe('a turn that no provider answers', () => {
  const scene = useScene(['openai', 'anthropic'], SETTINGS)

  const faults: readonly ModelFault[] = [
    { kind: 'status', status: 500 },
    { kind: 'cut', afterCharacters: 9 },
    { kind: 'empty' },
  ]

  it.each(faults)('by $kind is answered by the rules, and its cost is told', async (fault) => {
    const { simulator, contact } = scene()
    const ana = contact()
    simulator.break('*', fault)
    const reply = await ana.says('hello', {
      detection: { acts: ['greet'], intent: { name: 'greeting', confidence: 1 } },
    })
    expect(reply.reasoning).toMatchObject({ provider: 'rules', level: 'rules' })
    expect(reply.reply.text).toMatch(/Aurora/)
    expect(reply.usage.every(({ outcome }) => outcome !== 'won')).toBe(true)
  })

  it('that hangs is answered before its deadline', async () => {
    const { simulator, contact } = scene()
    simulator.break('*', { kind: 'silent' })
    const ana = contact()
    const turn = await ana.writes('hello', 4000)
    await ana.isUnderstood(turn, { detection: { acts: ['greet'], intent: { name: 'greeting', confidence: 1 } } })
    const reply = await ana.answerTo(turn)
    expect(reply.kind).toBe('answer')
    expect(Date.parse(reply.completedAt)).toBeLessThan(Date.parse(turn.deadlineAt))
    await waitFor(() => expect(ana.replies()).toHaveLength(1))
  })
})
