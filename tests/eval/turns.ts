import {
  turnReceived,
  type Choice,
  type LanguageCode,
  type PendingAction,
  type SlotValues,
  type TurnReceived,
} from '@repartee/contracts'

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const TURN = id(2)

/** A session as it stands before a message. What is left out is as at the beginning. */
export interface Before {
  readonly at: string
  readonly timeZone: string
  readonly region: string
  readonly pack: string
  readonly defaultLanguage: LanguageCode
  readonly language?: LanguageCode | null
  readonly state?: TurnReceived['snapshot']['state']
  readonly task?: string | null
  readonly slots?: SlotValues
  readonly pending?: PendingAction | null
  readonly turnCount?: number
  readonly history?: readonly { role: 'contact' | 'ai'; text: string }[]
  /** Our last words: what they asked for, and what they offered to choose from. */
  readonly said?: { text: string; slot?: string; choices?: readonly Choice[] }
}

/** Values that stand in a session, as if the contact had said them. */
export function slotValues(values: Readonly<Record<string, string>>): SlotValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { value, quote: value, confidence: 1, by: 'rules', turn: null, history: [] },
    ]),
  )
}

export function pendingAction(
  kind: PendingAction['kind'],
  { data = {}, choices = [] }: { data?: Record<string, string>; choices?: Choice[] } = {},
): PendingAction {
  return { id: id(6), kind, turn: null, at: '2019-03-01T09:00:00.000Z', summary: kind, data, choices }
}

/** A message in a session, as the opener publishes it. */
export function turnOf(text: string, before: Before): TurnReceived {
  const { said, history = [] } = before
  const now = new Date(before.at).toISOString()
  const settings = {
    businessName: 'Evaluated',
    pack: before.pack,
    timeZone: before.timeZone,
    region: before.region,
    defaultLanguage: before.defaultLanguage,
  }
  const address = { channel: 'whatsapp', provider: 'meta', account: '1', contact: '2', contactKind: 'phone' }
  const heard = said ? [...history, { role: 'ai' as const, text: said.text }] : history
  return turnReceived.payload.parse({
    tenant: 'evaluated',
    session: id(1),
    turn: TURN,
    number: 1,
    instance: 'evaluated',
    address,
    contact: {},
    messages: [{ id: id(10), providerId: 'm', at: now, kind: 'text', text }],
    text,
    choice: null,
    receivedAt: now,
    openedAt: now,
    deadlineAt: now,
    snapshot: {
      tenant: 'evaluated',
      id: id(1),
      instance: 'evaluated',
      settings,
      address,
      contact: {},
      conversation: 1,
      language: before.language ?? null,
      slots: before.slots ?? {},
      state: before.state ?? 'idle',
      task: before.task ?? null,
      pending: before.pending ?? null,
      frustration: 0,
      turnCount: before.turnCount ?? 0,
      history: heard.map((entry) => ({ ...entry, at: now, turn: null })),
      principles: [],
      resistance: 0,
      lease: { holder: 'ai', by: null, since: now },
      optedOut: false,
      arms: {},
      introduced: true,
      lastNumber: 0,
      current: null,
      replies: said ? [replyOf(said, now, before.defaultLanguage)] : [],
      taken: [],
      lastInboundAt: now,
      ended: false,
      revision: 1,
    },
  })
}

function replyOf({ text, slot, choices = [] }: NonNullable<Before['said']>, now: string, language: LanguageCode) {
  const sidecar = slot === undefined ? [] : [{ kind: 'question', data: { slot } }]
  return {
    turn: id(3),
    number: 1,
    occurrence: null,
    kind: 'answer',
    contactText: '',
    reply: { id: id(4), text, language, choices, sidecar },
    previousReply: null,
    slots: {},
    frustration: 0,
    urgency: 'low',
    mood: 0.5,
    stage: null,
    reasoning: {
      intent: 'other',
      confidence: 1,
      situation: 'other',
      principle: 'none',
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
    adviceMode: 'off',
    followUp: null,
    receivedAt: now,
    completedAt: now,
  }
}
