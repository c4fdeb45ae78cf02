import { useEffect, useRef } from 'preact/hooks'
import { rate, showsReasoning, type PracticeTurn } from '../../practice.ts'
import { readAdvice } from '../../state/advice.ts'

const REASONS = { up: 'helpful', down: 'does_not_fit' } as const

/** One thing that the trainee said, the customer's answer, and the coach's word on it. */
export function PracticeTurnView({ turn, number, isLast }: { turn: PracticeTurn; number: number; isLast: boolean }) {
  const { text, reply, advice, reasoning } = turn
  const item = useRef<HTMLLIElement>(null)
  const isWhole = advice !== null
  useEffect(() => {
    if (isLast) item.current?.scrollIntoView({ block: 'end' })
  }, [isLast, isWhole])
  return (
    <li class="practice-turn" ref={item}>
      <p class="practice-bubble mine" dir="auto">
        {text}
      </p>
      {reply && (
        <p class="practice-bubble theirs" dir="auto">
          {reply.npc_response}
        </p>
      )}
      {reply && reasoning && showsReasoning.value && (
        <p class="practice-why">
          {reasoning.intent} ({reasoning.confidence?.toFixed(2)}), {reasoning.situation}, acts:{' '}
          {reasoning.acts?.join(', ') || 'none'}, first text after {Math.round(reply.ttfs_ms ?? 0)} ms
        </p>
      )}
      {reply &&
        (advice?.advice ? (
          <Coach turn={turn} number={number} isOpen={isLast} />
        ) : (
          <p class="advice waiting">The coach is thinking …</p>
        ))}
    </li>
  )
}

function Coach({ turn: { advice, thumb }, number, isOpen }: { turn: PracticeTurn; number: number; isOpen: boolean }) {
  const { head, heading, tips } = readAdvice(advice?.advice ?? '')
  const give = (which: 'up' | 'down') => () => void rate(number, which, REASONS[which])
  return (
    <aside class="advice" aria-label="Advice of the coach" dir="auto">
      <p class="advice-head">{head}</p>
      {tips.length > 0 && (
        <details open={isOpen}>
          <summary>{heading}</summary>
          <ul>
            {tips.map((tip) => (
              <li key={tip}>{tip}</li>
            ))}
          </ul>
        </details>
      )}
      <footer dir="ltr">
        <button type="button" aria-pressed={thumb === 'up'} onClick={give('up')}>
          It helped
        </button>{' '}
        <button type="button" aria-pressed={thumb === 'down'} onClick={give('down')}>
          It does not fit
        </button>
      </footer>
    </aside>
  )
}
