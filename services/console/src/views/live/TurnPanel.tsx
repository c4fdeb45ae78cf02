import { showsReasoning } from '../../watcher.ts'
import type { TurnEntry, Watched } from '../../state/watched.ts'
import { BookingLine } from './BookingCard.tsx'
import { FollowUps } from './FollowUps.tsx'
import { ReasoningView } from './Reasoning.tsx'
import { Situation } from './Situation.tsx'
import { Slots } from './Slots.tsx'
import { TraceView } from './TraceView.tsx'

/** What is known of the conversation, and how the chosen turn was answered. */
export function TurnPanel({ watched, turn }: { watched: Watched; turn: TurnEntry | null }) {
  const bookings = watched.bookings.filter(({ status }) => status !== 'held')
  return (
    <div class="panel">
      <section>
        <h3>What is going on</h3>
        <Situation watched={watched} turn={turn} />
      </section>
      <section>
        <h3>Facts</h3>
        <Slots watched={watched} />
      </section>
      {bookings.length > 0 && (
        <section>
          <h3>Bookings</h3>
          {bookings.map((booking) => (
            <BookingLine key={booking.id} booking={booking} />
          ))}
        </section>
      )}
      {watched.followUps.length > 0 && (
        <section>
          <h3>Follow-ups</h3>
          <FollowUps watched={watched} />
        </section>
      )}
      {turn !== null && (
        <details
          open={showsReasoning.value}
          onToggle={({ currentTarget }) => (showsReasoning.value = currentTarget.open)}
        >
          <summary>Why this answer{turn.number !== null && `, turn ${turn.number}`}</summary>
          <ReasoningView turn={turn} />
        </details>
      )}
      {turn !== null && <TraceView turn={turn} mark={watched.deliveries[turn.reply?.id ?? '']?.mark ?? 'none'} />}
    </div>
  )
}
