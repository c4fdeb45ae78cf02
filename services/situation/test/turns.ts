import { turnReceived, type PendingAction, type SlotValues, type TurnReceived } from '@repartee/contracts'
import { loadPack } from '@repartee/packs'
import { fileURLToPath } from 'node:url'

export const clinic = loadPack(fileURLToPath(new URL('../../../packs/clinic', import.meta.url)))

/** Friday 20 November 2026, 9:30 in Madrid. */
export const NOW = '2026-11-20T08:30:00.000Z'
const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
export const TURN = id(2)

export type Before = Partial<Omit<TurnReceived['snapshot'], 'slots'>> & {
  slots?: Record<string, string>
  /** The slot that our last reply asked for. */
  asked?: string
  choice?: string
  contact?: { name?: string; phone?: string }
}

export function slotValues(values: Record<string, string>): SlotValues {
  const slot = (value: string) => ({
    value,
    quote: value,
    confidence: 1,
    by: 'rules' as const,
    turn: null,
    history: [],
  })
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, slot(value)]))
}

/** A turn of these messages, in a session as it stood before. */
export function turnOf(text: string | string[], before: Before = {}): TurnReceived {
  const { slots = {}, asked, choice, contact = {}, ...snapshot } = before
  const texts = Array.isArray(text) ? text : [text]
  const address = { channel: 'whatsapp', provider: 'meta', account: '1', contact: '2', contactKind: 'phone' } as const
  const messages = texts.map((words, at) => ({
    id: id(10 + at),
    providerId: `m${at}`,
    at: NOW,
    kind: 'text' as const,
    text: words,
  }))
  const settings = {
    businessName: 'Clínica Aurora',
    pack: 'clinic',
    timeZone: 'Europe/Madrid',
    region: 'ES',
    defaultLanguage: 'en',
  } as const
  return turnReceived.payload.parse({
    tenant: 'demo-clinic',
    session: id(1),
    turn: TURN,
    number: 1,
    instance: 'demo-whatsapp',
    address,
    contact,
    messages,
    text: texts.join('\n'),
    choice: choice === undefined ? null : { id: choice, title: texts.at(-1) ?? choice },
    receivedAt: NOW,
    openedAt: NOW,
    deadlineAt: NOW,
    snapshot: {
      tenant: 'demo-clinic',
      id: id(1),
      instance: 'demo-whatsapp',
      settings,
      address,
      contact,
      conversation: 1,
      language: null,
      slots: slotValues(slots),
      state: 'idle',
      task: null,
      pending: null,
      frustration: 0,
      turnCount: 0,
      history: [],
      principles: [],
      resistance: 0,
      lease: { holder: 'ai', by: null, since: NOW },
      optedOut: false,
      arms: {},
      introduced: true,
      lastNumber: 0,
      current: null,
      replies: asked === undefined ? [] : [questionAbout(asked)],
      taken: [],
      lastInboundAt: NOW,
      ended: false,
      revision: 1,
      ...snapshot,
    },
  })
}

function questionAbout(slot: string) {
  return {
    turn: id(3),
    number: 1,
    occurrence: null,
    kind: 'answer',
    contactText: '',
    reply: { id: id(4), text: '…?', language: 'en', choices: [], sidecar: [{ kind: 'question', data: { slot } }] },
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
      principle: 'find_out',
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
    receivedAt: NOW,
    completedAt: NOW,
  }
}

/** Times that wait to be chosen: `2026-11-24 10:30`, all with Sofia Marques. */
export function times(...starts: string[]): PendingAction {
  const choices = starts.map((start) => {
    const [date, time] = start.split(' ')
    return { id: `date=${date}&time=${time}&person=sofia_marques`, title: time ?? '' }
  })
  return { id: id(5), kind: 'choose_time', turn: null, at: NOW, summary: 'choose a time', data: {}, choices }
}

/** Something that waits for a yes. */
export function waiting(
  kind: PendingAction['kind'],
  data: Record<string, string> = {},
  choices: PendingAction['choices'] = [],
): PendingAction {
  return { id: id(6), kind, turn: null, at: NOW, summary: kind, data, choices }
}
