import { useEffect, useRef } from 'preact/hooks'
import type { Entry, MessageEntry, NoteEntry, Watched } from '../../state/watched.ts'
import { clockTime } from '../../state/format.ts'
import { DeliveryMark } from './DeliveryMark.tsx'
import { Turn } from './Turn.tsx'

interface TurnsProps {
  watched: Watched
  chosen: string | null
  onChoose: (turn: string) => void
}

/** What was said, oldest first, with each answer, its marks and the advice. */
export function Turns({ watched, chosen, onChoose }: TurnsProps) {
  const end = useRef<HTMLDivElement>(null)
  const last = watched.entries.at(-1)
  const grows = last?.kind === 'turn' ? `${last.id} ${last.reply?.text.length} ${last.advice.state}` : last?.id
  useEffect(() => {
    const box = end.current?.parentElement
    box?.scrollTo({ top: box.scrollHeight })
  }, [grows, watched.session])
  return (
    <div class="turns" role="log" aria-live="polite" aria-label="Conversation" tabIndex={0}>
      {watched.entries.length === 0 && <p class="empty">Nothing was said yet.</p>}
      {watched.entries.map((entry) => (
        <EntryView key={entry.id} entry={entry} watched={watched} isChosen={entry.id === chosen} onChoose={onChoose} />
      ))}
      <div ref={end} />
    </div>
  )
}

interface EntryProps {
  entry: Entry
  watched: Watched
  isChosen: boolean
  onChoose: (turn: string) => void
}

function EntryView({ entry, watched, isChosen, onChoose }: EntryProps) {
  switch (entry.kind) {
    case 'turn':
      return (
        <Turn
          turn={entry}
          watched={watched}
          isChosen={isChosen}
          isNewest={watched.entries.at(-1) === entry}
          onChoose={() => onChoose(entry.id)}
        />
      )
    case 'heard':
      return (
        <div class="said contact">
          <p dir="auto">{entry.text}</p>
        </div>
      )
    case 'message':
      return <Message message={entry} watched={watched} />
    case 'note':
      return <Note note={entry} />
  }
}

function Message({ message: { id, from, by, text, at }, watched }: { message: MessageEntry; watched: Watched }) {
  return (
    <article class={`said ours ${from}`}>
      <h3>{from === 'human' ? `${by ?? 'A person'} answered` : 'Follow-up'}</h3>
      <p dir="auto">{text}</p>
      <footer>
        <time dateTime={at}>{clockTime(at)}</time> <DeliveryMark of={id} in={watched} />
      </footer>
    </article>
  )
}

function Note({ note: { at, text, tone } }: { note: NoteEntry }) {
  return (
    <p class={`note ${tone}`}>
      <time dateTime={at}>{clockTime(at)}</time> {text}
    </p>
  )
}
