import { signal } from '@preact/signals'
import type { Api } from './connection/api.ts'
import { listSessions } from './connection/sessions.ts'
import { LiveSocket, type SocketStatus } from './connection/live-socket.ts'
import { describe } from './connection/problem.ts'
import { contact } from './customer.ts'
import { type EventFrame, type LiveFrame, isEvent } from './state/frames.ts'
import { type Inbox, changeInbox, emptyInbox, lookAt, readArchive, sessionOfPhone } from './state/inbox.ts'
import { watchEvent, watchLive } from './state/watch.ts'
import { type Watched, unknownSession } from './state/watched.ts'

/** The conversations of the tenant. */
export const inbox = signal<Inbox>(emptyInbox)
/** The conversation that is looked at; null before there is one. */
export const watched = signal<Watched | null>(null)
export const tenantLine = signal<SocketStatus>({ is: 'connecting' })
export const sessionLine = signal<SocketStatus | null>(null)
/** The turn whose reasons are shown; null is the newest. */
export const chosenTurn = signal<string | null>(null)
export const showsReasoning = signal(true)
/** Why the conversations of before are not in the list. */
export const inboxProblem = signal<string | null>(null)
export const leaseProblem = signal<string | null>(null)

let desk: { api: Api; token: string; tenant: string } | undefined
let tenantSocket: LiveSocket | undefined
let sessionSocket: LiveSocket | undefined
/** Did somebody choose the conversation, or is it the page's own customer's? */
let isChosen = false

/** Begins to watch a tenant. */
export function openDesk(parts: { api: Api; token: string; tenant: string }): void {
  closeDesk()
  desk = parts
  tenantSocket = new LiveSocket({
    token: parts.token,
    tenant: parts.tenant,
    session: null,
    cursor: undefined,
    onFrame: (frame) => isEvent(frame) && takeNews(frame),
    onStatus: (status) => {
      tenantLine.value = status
      // Read behind the first hello, so that nothing falls between the list and the events.
      if (status.is === 'live' && status.resumes === 0) void readSessions(parts)
    },
    onReset: () => {
      inbox.value = emptyInbox
      void readSessions(parts)
    },
  })
}

export function closeDesk(): void {
  tenantSocket?.stop()
  sessionSocket?.stop()
  desk = tenantSocket = sessionSocket = undefined
  inbox.value = emptyInbox
  watched.value = sessionLine.value = null
}

/** Looks at a conversation: all of it that the stream holds, then what happens. */
export function watch(session: string, why: 'chosen' | 'own'): void {
  isChosen = why === 'chosen'
  if (watched.value?.session === session || desk === undefined) return
  sessionSocket?.stop()
  chosenTurn.value = leaseProblem.value = null
  watched.value = unknownSession(session)
  inbox.value = lookAt(inbox.value, session)
  const change = (next: (before: Watched) => Watched) => {
    if (watched.value?.session === session) watched.value = next(watched.value)
  }
  sessionSocket = new LiveSocket({
    token: desk.token,
    tenant: desk.tenant,
    session,
    cursor: 0,
    onFrame: (frame) => change((before) => takeFrame(before, frame)),
    onStatus: (status) => (sessionLine.value = status),
    onReset: () => change(() => unknownSession(session)),
  })
}

/** Looks at the conversation of the page's own customer, once there is one. */
export function watchOwn(): void {
  const own = sessionOfPhone(inbox.value, contact.value.phone)
  if (own !== null) return watch(own, 'own')
  sessionSocket?.stop()
  watched.value = sessionLine.value = null
  isChosen = false
}

export async function takeOver(): Promise<void> {
  await onSession('takeover', {})
}

export async function release(): Promise<void> {
  await onSession('release', {})
}

/** Sends words of a human to the contact. */
export async function answerAsHuman(text: string): Promise<void> {
  await onSession('messages', { id: crypto.randomUUID(), text })
}

/** What was done shows by its events; only a refusal is told here. */
async function onSession(what: string, body: Record<string, unknown>): Promise<void> {
  if (desk === undefined || watched.value === null) return
  leaseProblem.value = null
  try {
    await desk.api.post(`/sessions/${watched.value.session}/${what}`, { tenant: desk.tenant, ...body })
  } catch (error) {
    leaseProblem.value = describe(error)
  }
}

/** Adds the conversations that were there before; without the archive the list begins with what happens now. */
async function readSessions({ api, tenant }: NonNullable<typeof desk>): Promise<void> {
  try {
    inbox.value = readArchive(inbox.value, await listSessions(api, tenant))
    inboxProblem.value = null
  } catch (error) {
    inboxProblem.value = describe(error)
  }
  if (!isChosen && watched.value === null) watchOwn()
}

function takeNews(frame: EventFrame): void {
  inbox.value = changeInbox(inbox.value, frame, watched.value?.session ?? null)
  if (!isChosen && frame.type === 'message.received') {
    const own = sessionOfPhone(inbox.value, contact.value.phone)
    if (own !== null) watch(own, 'own')
  }
}

function takeFrame(before: Watched, frame: EventFrame | LiveFrame): Watched {
  return isEvent(frame) ? watchEvent(before, frame) : watchLive(before, frame)
}
