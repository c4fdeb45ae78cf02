import { cardsOf, type Reply, type TurnEntry, type Watched } from '../../state/watched.ts'
import { clockTime, readableMs } from '../../state/format.ts'
import { AdviceView } from './AdviceView.tsx'
import { BookingCard } from './BookingCard.tsx'
import { DeliveryMark } from './DeliveryMark.tsx'

interface TurnProps {
  turn: TurnEntry
  watched: Watched
  isChosen: boolean
  isNewest: boolean
  onChoose: () => void
}

/** One turn: what the contact said, the reply as it streams, its marks, the advice. */
export function Turn({ turn, watched, isChosen, isNewest, onChoose }: TurnProps) {
  return (
    <article class="turn" data-turn={turn.id} aria-label={`Turn ${turn.number ?? ''}`}>
      <div class="said contact">
        <p dir="auto">{turn.text}</p>
        <footer>
          <time dateTime={turn.at}>{clockTime(turn.at)}</time>
          <button type="button" class="plain" aria-pressed={isChosen} onClick={onChoose}>
            Turn {turn.number ?? ''}
          </button>
        </footer>
      </div>
      {turn.reply === null ? (
        <Unanswered turn={turn} holder={watched.holder} />
      ) : (
        <ReplyView reply={turn.reply} turn={turn} watched={watched} />
      )}
      {cardsOf(watched, turn).map((booking) => (
        <BookingCard key={booking.id} booking={booking} />
      ))}
      <AdviceView advice={turn.advice} isOpen={isNewest} />
    </article>
  )
}

function Unanswered({ turn, holder }: { turn: TurnEntry; holder: Watched['holder'] }) {
  if (holder === 'human') return <p class="unanswered">Left to the person who answers</p>
  return <p class="thinking">{turn.detection === null ? 'Understanding …' : 'Answering …'}</p>
}

function ReplyView({ reply, turn, watched }: { reply: Reply; turn: TurnEntry; watched: Watched }) {
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
      {reply.id !== null && (
        <footer>
          <DeliveryMark of={reply.id} in={watched} />
          {turn.timings !== null && <span>answered in {readableMs(turn.timings.totalMs)}</span>}
        </footer>
      )}
    </div>
  )
}
