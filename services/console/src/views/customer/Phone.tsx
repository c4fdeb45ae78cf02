import { becomeNewContact, chat, contact, line, lineProblem, openChat } from '../../customer.ts'
import { readablePhone } from '../../state/contact.ts'
import { watchOwn } from '../../watcher.ts'
import { Choices } from './Choices.tsx'
import { Composer } from './Composer.tsx'
import { Conversation } from './Conversation.tsx'
import { QuickStarts } from './QuickStarts.tsx'

/** The customer's side: a chat as their phone shows it. What is written here goes through the signed webhook. */
export function Phone({ businessName, hasSandbox }: { businessName: string; hasSandbox: boolean }) {
  const canWrite = line.value === 'open' || line.value === 'interrupted'
  return (
    <section class="phone" aria-label="The customer’s chat">
      <header class="phone-head">
        <span class="avatar" aria-hidden="true">
          {businessName.slice(0, 1)}
        </span>
        <div class="phone-who">
          <h2>{businessName}</h2>
          <p>{presence()}</p>
        </div>
      </header>
      {hasSandbox ? line.value === 'failed' ? <Unreachable /> : <Conversation /> : <NoSandbox />}
      {canWrite && chat.value.lines.length === 0 && <QuickStarts />}
      <Choices />
      <Composer isOff={!canWrite} />
      <footer class="phone-me">
        <span>
          You are <b>{contact.value.name}</b>, <span class="number">{readablePhone(contact.value.phone)}</span>
        </span>
        <button type="button" class="plain" onClick={() => void becomeNewContact().then(watchOwn)}>
          New contact
        </button>
      </footer>
    </section>
  )
}

function presence(): string {
  if (chat.value.isTyping) return 'typing …'
  if (line.value === 'interrupted') return 'connecting …'
  return line.value === 'open' ? 'online' : ''
}

function NoSandbox() {
  return (
    <div class="empty">
      <p>Nobody plays WhatsApp here.</p>
      <p>
        The customer on this page writes through the sandbox, which runs while no provider is connected. With a real
        one, write to the business from your own phone, and watch on the right.
      </p>
    </div>
  )
}

function Unreachable() {
  return (
    <div class="empty">
      <p>The sandbox does not answer.</p>
      <p class="problem" role="alert">
        {lineProblem.value}
      </p>
      <button type="button" onClick={() => void openChat()}>
        Try again
      </button>
    </div>
  )
}
