import type { Reply, TurnEntry } from '../../state/watched.ts'
import { clockTime, readableMs } from '../../state/format.ts'
import { AdviceView } from './AdviceView.tsx'
import { BookingCard } from './BookingCard.tsx'
import { DeliveryMark } from './DeliveryMark.tsx'

/** One turn: what the contact said, the reply as it streams, its marks, the advice. */
export function Turn({ turn, isChosen, onChoose }: { turn: TurnEntry; isChosen: boolean; onChoose: () => void }) {
  return (
    <article class="turn" data-turn={turn.id} aria-label={`Turn ${turn.number ?? ''}`}>
      <div class="said contact">
        <p dir="auto">{turn.text}</p>
        <footer>
          <time dateTime={turn.at}>{clockTime(turn.at)}</time>
          <button type="button" class="plain" aria-pressed={isChosen} onClick={onChoose}>
            Turn {turn.number ?? ''}: why this answer
          </button>
        </footer>
      </div>
      {turn.reply === null ? (
        <p class="thinking">{turn.detection === null ? 'Understanding …' : 'Answering …'}</p>
      ) : (
        <ReplyView reply={turn.reply} turn={turn} />
      )}
      {turn.cards.map((booking) => (
        <BookingCard key={booking.id} booking={booking} />
      ))}
      <AdviceView advice={turn.advice} />
    </article>
  )
}

function ReplyView({ reply, turn }: { reply: Reply; turn: TurnEntry }) {
  return (
    <div class="said ours ai" aria-busy={reply.isStreaming}>
      <p dir="auto" class={reply.isStreaming ? 'streaming' : ''}>
        {reply.text}
      </p>
      {reply.choices.length > 0 && (
        <ul class="offered" aria-label="Choices offered">
          {reply.choices.map(({ id, title }) => (
            <li key={id} class="badge" dir="auto">
              {title}
            </li>
          ))}
        </ul>
      )}
      {!reply.isStreaming && (
        <footer>
          <DeliveryMark delivery={turn.delivery} />
          {turn.timings !== null && <span>{readableMs(turn.timings.totalMs)}</span>}
        </footer>
      )}
    </div>
  )
}
