import { chosenTurn, showsReasoning, watched } from '../../watcher.ts'
import { newestTurn } from '../../state/watched.ts'
import { HumanBox } from './HumanBox.tsx'
import { Inbox } from './Inbox.tsx'
import { SessionHead } from './SessionHead.tsx'
import { TurnPanel } from './TurnPanel.tsx'
import { Turns } from './Turns.tsx'

/** The human's side: the conversations, the one that is watched, and what is known about it. */
export function Live() {
  const session = watched.value
  const turn =
    session?.entries.find((entry) => entry.kind === 'turn' && entry.id === chosenTurn.value) ??
    (session && newestTurn(session))
  return (
    <section class="live" aria-label="Live view">
      <Inbox />
      {session === null ? (
        <div class="empty">
          <h2>Write something as the customer</h2>
          <p>
            Here the people of the business watch: the reply as it streams, the facts as they fill, why it was answered
            so, the coach’s advice right after, the booking, and what each service did.
          </p>
        </div>
      ) : (
        <div class="watched">
          <div class="watched-talk">
            <SessionHead watched={session} />
            <Turns
              watched={session}
              chosen={turn?.id ?? null}
              onChoose={(id) => {
                chosenTurn.value = id
                showsReasoning.value = true
              }}
            />
            {session.holder === 'human' && <HumanBox />}
          </div>
          <TurnPanel watched={session} turn={turn?.kind === 'turn' ? turn : null} />
        </div>
      )}
    </section>
  )
}
