import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sessionValue, type InboundMessage, type KeptReply, type SessionValue } from '@repartee/contracts'
import { close, closeFollowUp, commit, type AfterTurn } from './close.ts'
import { changeLease } from './lease.ts'
import { messageIdOf, replyIdOf, sessionIdOf } from './identity.ts'
import { note } from './note.ts'
import { open, type OpenInput } from './open.ts'
import { turnReceivedOf } from './snapshot.ts'

const NOW = '2026-11-20T09:00:00.000Z'
const address = {
  channel: 'whatsapp',
  provider: 'meta',
  account: '1',
  contact: '34600000001',
  contactKind: 'phone',
} as const
const settings = {
  businessName: 'Aurora',
  pack: 'clinic',
  timeZone: 'Europe/Madrid',
  region: 'ES',
  defaultLanguage: 'en',
} as const

const message = (providerId: string, text = providerId, at = NOW): InboundMessage => ({
  id: messageIdOf('demo', 'whatsapp', '1', providerId),
  providerId,
  at,
  kind: 'text',
  text,
})

const input = (what: InboundMessage, sequence: number, now = NOW): OpenInput => ({
  tenant: 'demo',
  session: sessionIdOf('demo', 'whatsapp-1', address),
  instance: 'whatsapp-1',
  settings,
  address,
  contact: { name: 'Ana' },
  message: what,
  sequence,
  receivedAt: now,
  now,
  deadlineMs: 15_000,
  conversationGapHours: 24,
  rememberedSlots: ['name'],
})

const reply = (turn: string | null, text = 'hello', occurrence: string | null = null): KeptReply => ({
  turn,
  number: turn === null ? null : 1,
  occurrence,
  kind: turn === null ? 'followup' : 'answer',
  contactText: '',
  reply: { id: replyIdOf(turn ?? occurrence ?? ''), text, language: 'en', choices: [], sidecar: [] },
  previousReply: null,
  slots: {},
  frustration: 0,
  urgency: 'low',
  mood: 0.5,
  stage: null,
  reasoning: {
    intent: 'greeting',
    confidence: 1,
    situation: 'greeting',
    principle: 'greet',
    stateBefore: 'idle',
    stateAfter: 'idle',
    reconcile: 'none',
    cache: 'off',
    provider: 'rules',
    level: 'rules',
    tools: [],
    checks: [],
  },
  timings: { firstTokenMs: null, totalMs: 1, steps: {} },
  adviceMode: 'async',
  followUp: null,
  receivedAt: NOW,
  completedAt: NOW,
})

const after: AfterTurn = {
  language: 'en',
  slots: { name: { value: 'Ana', quote: 'Ana', confidence: 1, by: 'rules', turn: null, history: [] } },
  state: 'awaiting_info',
  task: 'book',
  pending: null,
  frustration: 1,
  principle: 'ask',
  resistance: 0,
}

function opened(session: SessionValue | null, what: OpenInput): SessionValue {
  const decision = open(session, what)
  if (decision.do !== 'open') throw new Error(`expected an open turn, got ${decision.do}`)
  return decision.session
}

function closed(session: SessionValue): SessionValue {
  const turn = session.current?.turn ?? ''
  const decision = close(session, { turn, reply: reply(turn), after, now: NOW })
  if (decision.do !== 'close') throw new Error(`expected a closed turn, got ${decision.do}`)
  return decision.session
}

describe('opening a turn', () => {
  it('begins a session whose value fits its schema', () => {
    const session = opened(null, input(message('m1'), 1))
    expect(sessionValue.parse(session)).toEqual(session)
    expect(session.current).toMatchObject({ number: 1, status: 'open' })
  })

  it('takes the messages of an unanswered turn along, in the order of the stream', () => {
    const first = opened(null, input(message('m2'), 2))
    const decision = open(first, input(message('m1'), 1))
    if (decision.do !== 'open') throw new Error(decision.do)
    expect(decision.superseded?.turn).toBe(first.current?.turn)
    expect(turnReceivedOf(decision.session, decision.turn, 2).text).toBe('m1\nm2')
  })

  it('says the same turn again for the same message', () => {
    const session = opened(null, input(message('m1'), 1))
    expect(open(session, input(message('m1'), 1))).toMatchObject({
      do: 'repeat',
      turn: { turn: session.current?.turn },
    })
  })

  it('is silent for a message that another turn has taken up, or that is answered', () => {
    const both = opened(opened(null, input(message('m1'), 1)), input(message('m2'), 2))
    expect(open(both, input(message('m1'), 1)).do).toBe('nothing')
    expect(open(closed(both), input(message('m2'), 2)).do).toBe('nothing')
  })

  it('waits for a committed turn', () => {
    const session = opened(null, input(message('m1'), 1))
    const committed = commit(session, session.current?.turn ?? '')
    expect(open(committed, input(message('m2'), 2)).do).toBe('wait')
  })

  it('begins a new conversation after a day of silence and keeps what is remembered', () => {
    const old = closed(opened(null, input(message('m1'), 1)))
    const next = opened(old, input(message('m2'), 2, '2026-11-21T10:00:00.000Z'))
    expect(next).toMatchObject({ conversation: 2, turnCount: 0, task: null, state: 'idle', introduced: false })
    expect(Object.keys(next.slots)).toEqual(['name'])
    expect(next.current?.number).toBe(2)
  })

  it('begins a new conversation after a hang-up', () => {
    const old = note(closed(opened(null, input(message('m1'), 1))), { kind: 'hang_up' })
    expect(opened(old, input(message('m2'), 2)).conversation).toBe(2)
  })
})

describe('closing a turn', () => {
  it('keeps the reply, the state and the history', () => {
    const session = closed(opened(null, input(message('m1'), 1)))
    expect(session).toMatchObject({ current: null, turnCount: 1, task: 'book', introduced: true, principles: ['ask'] })
    expect(session.history.map(({ role, text }) => `${role}: ${text}`)).toEqual(['contact: m1', 'ai: hello'])
  })

  it('gives the stored reply when it is closed already', () => {
    const session = opened(null, input(message('m1'), 1))
    const turn = session.current?.turn ?? ''
    const decision = close(closed(session), { turn, reply: reply(turn, 'another answer'), after, now: NOW })
    expect(decision).toMatchObject({ do: 'repeat', reply: { reply: { text: 'hello' } } })
  })

  it('drops the reply of a superseded turn', () => {
    const first = opened(null, input(message('m1'), 1))
    const second = opened(first, input(message('m2'), 2))
    const turn = first.current?.turn ?? ''
    expect(close(second, { turn, reply: reply(turn), after, now: NOW })).toEqual({ do: 'drop', why: 'superseded' })
  })

  it('lets nobody but the human speak who holds the lease, but the turn can end in silence', () => {
    const session = opened(null, input(message('m1'), 1))
    const taken = changeLease(session, { kind: 'take_over', by: 'Eva', now: NOW })
    if (taken.do !== 'change') throw new Error(taken.do)
    const turn = session.current?.turn ?? ''
    expect(close(taken.session, { turn, reply: reply(turn), after, now: NOW })).toEqual({
      do: 'drop',
      why: 'human_holds_lease',
    })
    expect(close(taken.session, { turn, reply: null, after, now: NOW })).toMatchObject({
      do: 'close',
      session: { current: null, introduced: false, replies: [] },
    })
  })

  it('names the reply that was closed before', () => {
    const first = closed(opened(null, input(message('m1'), 1)))
    const second = closed(opened(first, input(message('m2'), 2)))
    expect(second.replies.at(-1)?.previousReply).toBe(first.replies.at(-1)?.reply.id)
  })
})

describe('closing a follow-up', () => {
  const due = (session: SessionValue | null, armedAt = '2026-11-20T10:00:00.000Z') =>
    closeFollowUp(session, {
      reply: reply(null, 'your appointment is tomorrow', 'f:1'),
      armedAt,
      cancelledByMessage: true,
      pending: null,
      now: NOW,
    })

  it('happens once for each occurrence', () => {
    const decision = due(closed(opened(null, input(message('m1'), 1))))
    if (decision.do !== 'close') throw new Error(decision.do)
    expect(due(decision.session).do).toBe('repeat')
  })

  it('does not speak into an open turn, over a human, to somebody who opted out, or after the contact wrote', () => {
    const open1 = opened(null, input(message('m1'), 1))
    const quiet = closed(open1)
    const human = changeLease(quiet, { kind: 'take_over', by: 'Eva', now: NOW })
    const out = changeLease(quiet, { kind: 'opt_out', now: NOW })
    expect(due(open1)).toEqual({ do: 'drop', why: 'turn_is_open' })
    expect(due(human.do === 'change' ? human.session : null)).toEqual({ do: 'drop', why: 'human_holds_lease' })
    expect(due(out.do === 'change' ? out.session : null)).toEqual({ do: 'drop', why: 'opted_out' })
    expect(due(quiet, '2026-11-20T08:00:00.000Z')).toEqual({ do: 'drop', why: 'contact_wrote' })
    expect(due(null)).toEqual({ do: 'drop', why: 'no_session' })
  })
})

describe('the lease', () => {
  it('tells the second of two who take over', () => {
    const session = opened(null, input(message('m1'), 1))
    const first = changeLease(session, { kind: 'take_over', by: 'Eva', now: NOW })
    if (first.do !== 'change') throw new Error(first.do)
    expect(changeLease(first.session, { kind: 'take_over', by: 'Max', now: NOW })).toEqual({
      do: 'refuse',
      heldBy: 'Eva',
    })
    expect(changeLease(first.session, { kind: 'take_over', by: 'Eva', now: NOW })).toEqual({ do: 'nothing' })
  })
})

describe('whatever the order of deliveries', () => {
  it('every message is answered in exactly one closed turn', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('message' as const), id: fc.integer({ min: 1, max: 8 }) }),
      fc.record({ kind: fc.constant('commit' as const) }),
      fc.record({ kind: fc.constant('close' as const), stale: fc.boolean() }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let session: SessionValue | null = null
        const seen = new Set<number>()
        const answered: string[] = []
        const turns: string[] = []
        for (const what of steps) {
          if (what.kind === 'message') {
            const decision = open(session, input(message(`m${what.id}`), what.id))
            if (decision.do !== 'open') continue
            session = decision.session
            seen.add(what.id)
            turns.push(decision.turn.turn)
          } else if (what.kind === 'commit') {
            session = commit(session, turns.at(-1) ?? '') ?? session
          } else {
            const turn: string = (what.stale ? turns[0] : turns.at(-1)) ?? ''
            const waiting: SessionValue['current'] = session?.current ?? null
            const decision = close(session, { turn, reply: reply(turn), after, now: NOW })
            if (decision.do !== 'close') continue
            session = decision.session
            answered.push(...(waiting?.messages.map(({ message: { providerId } }) => providerId) ?? []))
          }
        }
        const open1 = session?.current?.messages.map(({ message: { providerId } }) => providerId) ?? []
        expect([...answered, ...open1].toSorted()).toEqual([...seen].map((id) => `m${id}`).toSorted())
      }),
    )
  })
})
