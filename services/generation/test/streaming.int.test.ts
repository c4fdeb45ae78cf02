import { liveCancel } from '@repartee/contracts'
import { loadPack, message } from '@repartee/packs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { TENANT, useScene, waitFor } from './scene.ts'

const clinic = loadPack(fileURLToPath(new URL('../../../packs/clinic', import.meta.url)))
const scene = useScene(['openai'], { LLM_FLAGS: 'retry=off' })
const INTRODUCED = { detection: { asksHuman: true } }
/** Nothing that has to be passed on to the team, which would be told at the end. */
const TOLD = { detection: { acts: ['inform' as const], intent: { name: 'other', confidence: 1 } } }
const ANSWER = 'We are near the market. There is a car park behind the house. The bus stops in front of it.'

describe('a reply that contacts see while it is made', () => {
  it('leaves sentence by sentence on the web, and ends as the text of the reply', async () => {
    const { simulator, contact } = scene()
    const ana = contact('web')
    await ana.says('hello', INTRODUCED)
    ana.frames.length = 0
    simulator.reset()
    simulator.script([ANSWER])
    const { reply } = await ana.says('where are you?')
    await waitFor(() => expect(ana.frames.at(-1)?.type).toBe('end'))
    const deltas = ana.frames.filter(({ type }) => type === 'delta').map(({ text }) => text)
    expect(deltas.length).toBeGreaterThanOrEqual(3)
    expect(deltas.join('')).toBe(reply.text)
    expect(ana.frames.map(({ seq }) => seq)).toEqual(ana.frames.map((_, at) => at))
    expect(new Set(ana.frames.map(({ attempt }) => attempt)).size).toBe(1)
  })

  it('is spoken on the phone, one sentence after the other', async () => {
    const { simulator, contact } = scene()
    const ana = contact('phone')
    simulator.script([ANSWER])
    const { reply } = await ana.says('where are you?', TOLD)
    await waitFor(() => expect(ana.sentences.length).toBeGreaterThanOrEqual(3))
    expect(ana.sentences.map(({ text }) => text).join(' ')).toBe(reply.text)
    expect(ana.sentences.map(({ sentence }) => sentence)).toEqual([0, 1, 2])
  })

  it('commits its turn with the first sentence, so that a new message waits', async () => {
    const { simulator, contact, sessions } = scene()
    const ana = contact('web')
    await ana.says('hello', INTRODUCED)
    ana.frames.length = 0
    simulator.reset()
    simulator.script([ANSWER])
    simulator.break('openai', { kind: 'stall', afterCharacters: 40 })
    const turn = await ana.writes('where are you?')
    await ana.isUnderstood(turn)
    await waitFor(() => expect(ana.frames.some(({ text }) => text.includes('market.'))).toBe(true))
    const session = await sessions.get(TENANT, ana.session)
    expect(session?.current).toMatchObject({ turn: turn.turn, status: 'committed' })
    // The provider falls silent: the whole sentences that were shown are the reply.
    const { reply } = await ana.answerTo(turn)
    expect(reply.text).toMatch(/^We are near the market\./)
    expect(reply.text).toMatch(/[.?!]$/)
  })

  it('says nothing of a sentence that a check of the pack forbids', async () => {
    const { simulator, contact } = scene()
    const ana = contact('web')
    await ana.says('hello', INTRODUCED)
    ana.frames.length = 0
    simulator.reset()
    simulator.script(['I am sorry to hear that. You should take ibuprofen twice a day.'])
    const { reply, reasoning } = await ana.says('my tooth hurts', TOLD)
    expect(reply.text).toBe('I am sorry to hear that.')
    expect(ana.frames.map(({ text }) => text).join('')).not.toContain('ibuprofen')
    expect(reasoning.checks).toContainEqual(expect.objectContaining({ check: 'no_diagnosis', passed: true }))
  })

  it('says its opening first, with the answer', async () => {
    const { simulator, contact } = scene()
    const ana = contact('web')
    simulator.script([ANSWER])
    const { reply } = await ana.says('where are you?')
    expect(reply.text).toMatch(/^[\s\S]*Aurora[\s\S]* We are near the market\./)
    await waitFor(() => expect(ana.frames.at(-1)).toMatchObject({ type: 'end', text: reply.text }))
  })

  it('ends with what was said when the contact interrupts', async () => {
    const { simulator, contact, bus } = scene()
    const ana = contact('phone')
    simulator.script([ANSWER])
    simulator.break('openai', { kind: 'stall', afterCharacters: 40 })
    const turn = await ana.writes('where are you?')
    await ana.isUnderstood(turn)
    await waitFor(() => expect(ana.sentences).toHaveLength(1))
    const { tenant, session, number } = turn
    bus.live(liveCancel, { tenant, session, turn: turn.turn, number, reason: 'barge_in' })
    const { reply } = await ana.answerTo(turn)
    expect(reply.text).toMatch(/^We are near the market\./)
    expect(reply.text).not.toContain('bus stops')
  })

  it('of a turn that was superseded is dropped, and the model is let go', async () => {
    const { simulator, contact, bus, sessions } = scene()
    const ana = contact()
    simulator.break('openai', { kind: 'silent' }, 1)
    const first = await ana.writes('where are you?')
    await ana.isUnderstood(first)
    await waitFor(() => expect(simulator.calls).toHaveLength(1))
    const second = await ana.writes('and when are you open?')
    const { tenant, session, number } = first
    bus.live(liveCancel, { tenant, session, turn: first.turn, number, reason: 'superseded' })
    await waitFor(() => expect(simulator.calls[0]?.abortedMs).not.toBeNull())
    simulator.script(['From nine to eight.'])
    await ana.isUnderstood(second, { detection: { acts: ['request'] } })
    await ana.answerTo(second)
    expect(ana.replies().map(({ turn }) => turn)).toEqual([second.turn])
    expect((await sessions.get(TENANT, ana.session))?.turnCount).toBe(1)
  })

  it('is seen by watchers only, until it is closed, on WhatsApp', async () => {
    const { simulator, contact, sessions } = scene()
    const ana = contact()
    simulator.script([ANSWER])
    simulator.break('openai', { kind: 'stall', afterCharacters: 40 }, 1)
    const turn = await ana.writes('where are you?')
    await ana.isUnderstood(turn)
    await waitFor(() => expect(ana.frames.some(({ text }) => text.includes('market'))).toBe(true))
    expect((await sessions.get(TENANT, ana.session))?.current?.status).toBe('open')
    // Nobody but watchers has seen it: the rules answer whole, under a higher attempt.
    const { reasoning } = await ana.answerTo(turn)
    expect(reasoning.provider).toBe('rules')
    await waitFor(() => expect(ana.frames.at(-1)).toMatchObject({ type: 'end', attempt: 2 }))
  })

  it('that takes long is acknowledged once on the phone, by the kind of request, in the contact’s language', async () => {
    const { simulator, contact } = scene()
    const ana = contact('phone')
    simulator.break('openai', { kind: 'silent' })
    const { reply } = await ana.says('una revisión', {
      detection: {
        intent: { name: 'book_appointment', confidence: 1 },
        acts: ['inform'],
        task: 'book',
        state: 'booking_new',
        language: { code: 'es', confidence: 1, switched: false },
      },
    })
    await waitFor(() => expect(ana.sentences.length).toBeGreaterThanOrEqual(2))
    const acknowledgement = message(clinic, 'es', 'acknowledgement.booking', {}, { spoken: true })
    expect(ana.sentences.map(({ text }) => text).filter((text) => text === acknowledgement)).toHaveLength(1)
    expect(ana.sentences[0]?.text).toBe(acknowledgement)
    expect(reply.text).not.toContain(acknowledgement)
    expect(ana.sentences.at(-1)?.last).toBe(true)
  })
})
