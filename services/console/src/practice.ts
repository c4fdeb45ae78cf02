import { signal } from '@preact/signals'
import { account } from './account.ts'
import type { Api } from './connection/api.ts'
import { PracticeSocket, type PracticeFrame } from './connection/practice-socket.ts'
import { describe } from './connection/problem.ts'
import type { SetupAnswer } from './state/setup.ts'

export interface Persona {
  readonly id: string
  readonly name: string
  readonly about: string
}

/** A turn of the trainee, with what came of it so far. */
export interface PracticeTurn {
  readonly text: string
  readonly reply: PracticeFrame | null
  readonly advice: PracticeFrame | null
  readonly reasoning: PracticeFrame | null
  readonly thumb: 'up' | 'down' | null
}

export interface PastPractice {
  readonly session: string
  readonly trainee: string
  readonly persona: string
  readonly stage: string
  readonly turns: number
  readonly points: number | null
  readonly changedAt: string
}

/** Is practising shown in place of the customer and the live view? */
export const isPractising = signal(location.search.includes('practice'))
/** On whom can be practised, with whom at what tenant. */
export const personas = signal<{ tenant: string; list: readonly Persona[] } | null>(null)
export const turns = signal<readonly PracticeTurn[]>([])
export const isConnected = signal(false)
export const problem = signal<string | null>(null)
export const past = signal<readonly PastPractice[]>([])
export const showsReasoning = signal(false)

let socket: PracticeSocket | undefined
let session: { id: string; token: string } | undefined

const apiOf = (): Api | null => (account.value.is === 'in' ? account.value.api : null)

/** Looks for a business on whose customers one can practise. */
export async function loadPersonas(language: string): Promise<void> {
  const api = apiOf()
  if (api === null) return
  await guarded(async () => {
    const { instances } = (await api.get('/setup')) as SetupAnswer
    for (const tenant of new Set(instances.map((instance) => instance.tenant))) {
      const found = (await api.get(`/practice/personas?tenant=${tenant}&language=${language}`)) as {
        personas: Persona[]
      }
      if (found.personas.length === 0) continue
      personas.value = { tenant, list: found.personas }
      return loadPast()
    }
    problem.value = 'No pack of this system has customers to practise on.'
  })
}

/** Begins to practise on somebody. */
export async function begin(persona: string, trainee: string): Promise<void> {
  const api = apiOf()
  const tenant = personas.value?.tenant
  if (api === null || tenant === undefined) return
  end()
  await guarded(async () => {
    session = (await api.post('/sessions', { tenant, role: 'trainee', persona, trainee })) as typeof session
    turns.value = []
    socket = new PracticeSocket(session!.token, hear, (isOpen) => (isConnected.value = isOpen))
  })
}

export function end(): void {
  socket?.stop()
  socket = undefined
  isConnected.value = false
}

export function say(text: string): void {
  turns.value = [...turns.value, { text, reply: null, advice: null, reasoning: null, thumb: null }]
  socket?.say(crypto.randomUUID(), text)
}

/** A thumb on the advice of a turn, with a reason. */
export async function rate(turn: number, thumb: 'up' | 'down', code: string): Promise<void> {
  const api = apiOf()
  const tenant = personas.value?.tenant
  if (api === null || session === undefined || tenant === undefined) return
  const { id } = session
  await guarded(async () => {
    const of = (await api.get(`/sessions/${id}/turns/${turn}/advice?tenant=${tenant}`)) as { id: string }
    await api.post('/feedback', { tenant, session: id, turn: of.id, on: 'advice', thumb, code })
    change(turn, { thumb })
  })
}

async function loadPast(): Promise<void> {
  const api = apiOf()
  const tenant = personas.value?.tenant
  if (api === null || tenant === undefined) return
  past.value = ((await api.get(`/practice?tenant=${tenant}&limit=10`)) as { practices: PastPractice[] }).practices
}

function hear(frame: PracticeFrame): void {
  const { type, turn } = frame
  if (turn === undefined) return
  if (type === 'turn_result') {
    change(turn, { reply: frame, ...(frame.coach_advice ? { advice: { ...frame, advice: frame.coach_advice } } : {}) })
    if (frame.stage === 'won' || frame.stage === 'lost') void guarded(loadPast)
  }
  if (type === 'coach_advice') change(turn, { advice: frame })
  if (type === 'reasoning') change(turn, { reasoning: frame })
}

function change(turn: number, news: Partial<PracticeTurn>): void {
  turns.value = turns.value.map((one, index) => (index === turn - 1 ? { ...one, ...news } : one))
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    problem.value = null
    await work()
  } catch (error) {
    problem.value = describe(error)
  }
}
