import { signal } from '@preact/signals'
import { describe } from './connection/problem.ts'
import type { Sandbox } from './connection/sandbox.ts'
import { type Chat, type ChatChange, type ChatChoice, changeChat, emptyChat } from './state/chat.ts'
import { type Contact, newContact } from './state/contact.ts'

const KEY = 'repartee.contact'

/** The person on the left: who writes, and what their phone shows. */
export const contact = signal<Contact>(keptContact())
export const chat = signal<Chat>(emptyChat)
/** `closed`: nobody is logged in, or no sandbox plays WhatsApp here, so nobody can write from the page. */
export const line = signal<'closed' | 'opening' | 'open' | 'interrupted' | 'failed'>('closed')
export const lineProblem = signal<string | null>(null)

let sandbox: Sandbox | undefined
let listening: { stop: () => void } | undefined

/** Gives the customer a phone; null takes it away. */
export async function givePhone(one: Sandbox | null): Promise<void> {
  listening?.stop()
  sandbox = one ?? undefined
  line.value = 'closed'
  chat.value = emptyChat
  await openChat()
}

/** Reads the conversation so far and listens on. */
export async function openChat(): Promise<void> {
  listening?.stop()
  if (sandbox === undefined) return
  const { phone } = contact.value
  chat.value = emptyChat
  line.value = 'opening'
  try {
    const lines = await sandbox.conversation(phone)
    if (phone !== contact.value.phone) return
    change({ type: 'opened', lines })
  } catch (error) {
    line.value = 'failed'
    lineProblem.value = describe(error)
    return
  }
  listening = sandbox.listen(phone, chat.value.sequence, {
    arrived: (one, sequence) => change({ type: 'arrived', line: one, sequence }),
    read: (id) => change({ type: 'read', id }),
    connected: (isConnected) => (line.value = isConnected ? 'open' : 'interrupted'),
  })
}

/** Somebody else picks up the phone. */
export async function becomeNewContact(): Promise<void> {
  contact.value = newContact(Math.random())
  keep(contact.value)
  await openChat()
}

export async function say(text: string): Promise<void> {
  await send(newMessageId(), text, { text })
}

export async function tap({ id, title }: ChatChoice): Promise<void> {
  await send(newMessageId(), title, { choice: id })
}

/** Sends a message that failed once more; the same id makes that safe. */
export async function sayAgain(id: string): Promise<void> {
  const failed = chat.value.lines.find((one) => one.id === id)
  if (failed) await send(id, failed.text, { text: failed.text })
}

async function send(id: string, text: string, what: { text: string } | { choice: string }): Promise<void> {
  const { phone: from, name } = contact.value
  change({ type: 'sending', id, text, at: new Date().toISOString() })
  try {
    await sandbox?.send({ from, name, id, ...what })
    change({ type: 'accepted', id })
  } catch (error) {
    change({ type: 'refused', id, problem: describe(error) })
  }
}

function change(one: ChatChange): void {
  chat.value = changeChat(chat.value, one)
}

function newMessageId(): string {
  return `wamid.page.${crypto.randomUUID()}`
}

function keptContact(): Contact {
  const kept = localStorage.getItem(KEY)
  if (kept !== null) return JSON.parse(kept) as Contact
  const made = newContact(Math.random())
  keep(made)
  return made
}

function keep(one: Contact): void {
  localStorage.setItem(KEY, JSON.stringify(one))
}
