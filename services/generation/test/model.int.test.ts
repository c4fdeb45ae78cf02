import { factRemembered } from '@repartee/contracts'
import { describe, expect, it } from 'vitest'
import { calendar, DAY, slotsOf, TENANT, useScene, waitFor } from './scene.ts'

const scene = useScene(['openai'])

const book = { task: 'book', state: 'booking_new', intent: { name: 'book_appointment', confidence: 1 } } as const
const everything = { service: 'general_consultation', name: 'Ana Pérez', phone: '+34600000001' }

describe('a turn that a model answers', () => {
  it('is told in its words, with who answered and what it cost', async () => {
    const { simulator, contact } = scene()
    simulator.script(['We are in the centre of the town, near the market.'])
    const reply = await contact().says('where are you?')
    expect(reply.reply.text).toContain('near the market')
    expect(reply.reasoning).toMatchObject({ provider: 'openai', level: 'full_ai', tier: 'standard' })
    expect(reply.usage).toHaveLength(1)
    expect(simulator.calls[0]).toMatchObject({ provider: 'openai' })
    expect(simulator.calls[0]?.lastText).toBe('<contact>\nwhere are you?\n</contact>')
  })

  it('introduces itself before the first answer, by the rules', async () => {
    const { simulator, contact } = scene()
    simulator.script(['There is a car park behind the house.'])
    const { reply } = await contact().says('can I park?')
    expect(reply.text).toMatch(/Aurora[\s\S]*car park/)
  })

  it('looks up times, offers those that the calendar gave, and the session waits for a choice', async () => {
    const { simulator, contact, sessions } = scene()
    simulator.script([
      {
        toolCalls: [
          { tool: 'find_times', arguments: { service: 'general_consultation', person: null, date: DAY, until: null } },
        ],
      },
      'I have 10:00, 11:30 and 12:00. Which one suits you?',
    ])
    const ana = contact()
    const { reply, reasoning } = await ana.says('something on Tuesday?', {
      detection: book,
      slots: { ...everything, date: DAY },
    })
    expect(reply.text).toContain('11:30')
    expect(reply.choices.map(({ id }) => new URLSearchParams(id).get('time'))).toEqual(['10:00', '11:30', '12:00'])
    expect(reasoning.tools).toMatchObject([{ tool: 'booking.availability', outcome: 'free' }])
    expect((await sessions.get(TENANT, ana.session))?.pending?.kind).toBe('choose_time')
  })

  it('books in two turns: a hold that the pack reads back, and a yes that carries it out with the key of the offer', async () => {
    const { simulator, contact, sessions } = scene()
    const ana = contact()
    const hold = { service: 'general_consultation', person: 'elena_ruiz', date: DAY, time: '10:00' }
    simulator.script([{ toolCalls: [{ tool: 'hold_time', arguments: hold }] }])
    const offered = await ana.says('Tuesday at ten', {
      detection: { ...book, acts: ['inform'] },
      slots: { ...everything, date: DAY, time: '10:00' },
    })
    expect(offered.reply.text).toMatch(/Ruiz/)
    expect(offered.reasoning.stateAfter).toBe('booking_confirmation')
    const pending = (await sessions.get(TENANT, ana.session))?.pending
    expect(pending?.kind).toBe('confirm_booking')

    simulator.script([{ toolCalls: [{ tool: 'book', arguments: { offer: pending?.id ?? '' } }] }])
    const booked = await ana.says('yes please', {
      detection: { ...book, state: 'booking_confirmation', acts: ['affirm'] },
    })
    expect(calendar.effects()).toMatchObject([{ tool: 'confirm', request: { key: pending?.id } }])
    expect(booked.reasoning.tools).toMatchObject([{ tool: 'booking.confirm', outcome: 'confirmed' }])
    expect((await sessions.get(TENANT, ana.session))?.pending).toBeNull()
  })

  it('carries a clear yes out by the rules when the model only talks', async () => {
    const { simulator, contact } = scene()
    const ana = contact()
    simulator.script([
      {
        toolCalls: [
          { tool: 'hold_time', arguments: { service: 'general_consultation', person: null, date: DAY, time: '10:00' } },
        ],
      },
    ])
    await ana.says('Tuesday at ten', { detection: book, slots: { ...everything, date: DAY, time: '10:00' } })
    simulator.script(['Wonderful, thank you!'])
    const { reasoning } = await ana.says('yes', {
      detection: { ...book, state: 'booking_confirmation', acts: ['affirm'] },
    })
    expect(calendar.effects()).toHaveLength(1)
    expect(reasoning.provider).toBe('rules')
  })

  it('never says that something is booked which is not: it repairs once, then the rules speak', async () => {
    const { simulator, contact } = scene()
    simulator.script(['Your appointment is booked, see you on Tuesday!', 'Shall I look for a time?'])
    const repaired = await contact().says('hm', {
      detection: { acts: ['inform'], intent: { name: 'other', confidence: 1 } },
    })
    expect(repaired.reply.text).toContain('Shall I look for a time?')
    expect(repaired.reasoning.checks).toContainEqual({ check: 'claims', passed: false })
    expect(repaired.usage).toHaveLength(2)

    simulator.script(['It is booked for you.', 'I have booked it for you.'])
    const stubborn = await contact().says('hm', {
      detection: { acts: ['inform'], intent: { name: 'other', confidence: 1 } },
    })
    expect(stubborn.reasoning.provider).toBe('rules')
    expect(stubborn.reply.text).not.toContain('booked')
  })

  it('answers in the contact’s language, once repaired', async () => {
    const { simulator, contact } = scene()
    simulator.script([
      'We are open every working day from the early morning.',
      'Abrimos todos los días laborables por la mañana.',
    ])
    const { reply } = await contact().says('¿cuándo abren?', {
      detection: { language: { code: 'es', confidence: 1, switched: false } },
    })
    expect(reply.text).toContain('Abrimos')
    expect(simulator.calls).toHaveLength(2)
  })

  it('that comes again after it was closed gives the stored reply and asks no model', async () => {
    const { simulator, contact } = scene()
    const ana = contact()
    simulator.script(['We are near the market.'])
    const turn = await ana.writes('where are you?')
    await ana.isUnderstood(turn)
    const first = await ana.answerTo(turn)
    await ana.isUnderstood(turn)
    await waitFor(() => expect(ana.replies()).toHaveLength(2))
    expect(ana.replies()[1]?.reply).toEqual(first.reply)
    expect(simulator.calls).toHaveLength(1)
  })

  it('waits for no model where the matter is urgent', async () => {
    const { simulator, contact } = scene()
    const ana = contact()
    await ana.says('a person, please', { detection: { asksHuman: true, acts: ['ask_human'] } })
    expect(simulator.calls).toHaveLength(0)
    await waitFor(() => expect(ana.escalations()).toBe(1))
  })

  it('remembers what the contact says of themselves, in their words, and is told it later', async () => {
    const { simulator, contact, bus } = scene()
    const ana = contact()
    const facts: unknown[] = []
    const reading = bus.readAll({
      onEvent: (event) => void (event.is(factRemembered) && facts.push(event.data().fact)),
    })
    const note = { key: 'preferred_person', value: 'Dr Ruiz', quote: 'I always see Dr Ruiz' }
    simulator.script([{ toolCalls: [{ tool: 'remember', arguments: note }] }, 'I will keep that in mind.'])
    await ana.says('I always see Dr Ruiz', { detection: { acts: ['inform'] } })
    await waitFor(() => expect(facts).toMatchObject([{ key: 'preferred_person', value: 'Dr Ruiz' }]))
    reading.stop()

    simulator.script(['How can I help?'])
    const memory = [{ key: 'preferred_person', value: 'Dr Ruiz', at: new Date().toISOString() }]
    await ana.says('good morning', { memory })
    expect(simulator.calls.at(-1)?.instructions).toContain('preferred_person: Dr Ruiz')
  })

  it('keeps the slots that rules would keep', async () => {
    const { simulator, contact, sessions } = scene()
    const ana = contact()
    simulator.script(['For which day?'])
    const { reply } = await ana.says('a check-up', { detection: book, slots: { service: 'general_consultation' } })
    expect(reply.sidecar).toContainEqual({ kind: 'question', data: { slot: 'date' } })
    const session = await sessions.get(TENANT, ana.session)
    expect(session).toMatchObject({ task: 'book', state: 'booking_new' })
    expect(Object.keys(session?.slots ?? {})).toEqual(Object.keys(slotsOf({ service: '' })))
  })
})
