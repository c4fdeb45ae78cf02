import { useEffect, useRef } from 'preact/hooks'
import { chat, line, sayAgain } from '../../customer.ts'
import type { ChatLine, Mark } from '../../state/chat.ts'
import { clockTime } from '../../state/format.ts'

const MARKS: Record<Mark, { sign: string; words: string }> = {
  sending: { sign: '◷', words: 'being sent' },
  sent: { sign: '✓', words: 'sent' },
  read: { sign: '✓✓', words: 'read' },
  failed: { sign: '!', words: 'not sent' },
}

/** The bubbles, newest at the bottom and in sight; new ones are read out by screen readers. */
export function Conversation() {
  const end = useRef<HTMLDivElement>(null)
  const { lines, isTyping } = chat.value
  useEffect(() => end.current?.parentElement?.scrollTo({ top: end.current.offsetTop }), [lines.length, isTyping])
  return (
    <div class="bubbles" role="log" aria-live="polite" aria-label="Messages" tabIndex={0}>
      {lines.length === 0 && line.value === 'open' && (
        <p class="day-note">Write to the business as a customer would, or begin with one of these.</p>
      )}
      {lines.map((one) => (
        <Bubble key={one.id} line={one} />
      ))}
      {isTyping && (
        <p class="bubble theirs typing" aria-label="The business is typing">
          <i /> <i /> <i />
        </p>
      )}
      <div ref={end} />
    </div>
  )
}

function Bubble({ line: { id, from, text, at, mark, problem } }: { line: ChatLine }) {
  return (
    <div class={`bubble ${from === 'contact' ? 'mine' : 'theirs'}`} data-from={from} dir="auto">
      <span class="words">{text}</span>
      <small class="stamp">
        <time dateTime={at}>{clockTime(at)}</time>
        {mark !== null && (
          <span class={`mark ${mark}`} title={MARKS[mark].words}>
            <span aria-hidden="true">{MARKS[mark].sign}</span>
            <span class="unseen">{MARKS[mark].words}</span>
          </span>
        )}
      </small>
      {problem !== null && (
        <p class="problem" dir="ltr">
          {problem}{' '}
          <button type="button" class="plain" onClick={() => void sayAgain(id)}>
            Send again
          </button>
        </p>
      )}
    </div>
  )
}
