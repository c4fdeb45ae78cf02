import { useEffect } from 'preact/hooks'
import { becomeNewContact, chat, contact, line, openChat } from '../../customer.ts'
import { readablePhone } from '../../state/contact.ts'
import { watchOwn } from '../../watcher.ts'
import { Choices } from './Choices.tsx'
import { Composer } from './Composer.tsx'
import { Conversation } from './Conversation.tsx'
import { QuickStarts } from './QuickStarts.tsx'

/** The customer's side: a chat as their phone shows it. What is written here goes through the signed webhook. */
export function Phone({ businessName }: { businessName: string }) {
  useEffect(() => void openChat(), [])
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
      {line.value === 'absent' ? <NoSandbox /> : <Conversation />}
      {chat.value.lines.length === 0 && line.value !== 'absent' && <QuickStarts />}
      <Choices />
      <Composer isOff={line.value === 'absent'} />
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
  return line.value === 'absent' ? 'not reachable from here' : 'online'
}

function NoSandbox() {
  return (
    <div class="empty">
      <p>Nobody plays WhatsApp here.</p>
      <p>
        The customer on this page writes through the sandbox, which runs while no provider is connected. With a real
        one, write to the business from your own phone, and watch on the right.
      </p>
      <button type="button" onClick={() => void openChat()}>
        Try again
      </button>
    </div>
  )
}
