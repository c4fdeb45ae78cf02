import type { Advice } from '../../state/watched.ts'
import { readableMs } from '../../state/format.ts'
import { readAdvice } from '../../state/advice.ts'

const SOURCES = {
  ai: 'by a model',
  fallback: 'from the pack',
  error_fallback: 'general advice',
} as const

/** The coach's place under a reply: the placeholder first, the advice when it comes; tips of older turns are folded. */
export function AdviceView({ advice, isOpen }: { advice: Advice; isOpen: boolean }) {
  if (advice.state === 'none') return null
  if (advice.state === 'waiting') return <p class="advice waiting">The coach is thinking …</p>
  const { head, heading, tips } = readAdvice(advice.text)
  return (
    <aside class="advice" aria-label="Advice of the coach" dir="auto">
      <p class="advice-head">{head}</p>
      {tips.length > 0 && (
        <details open={isOpen}>
          <summary>
            <Lamp /> {heading}
          </summary>
          <ul>
            {tips.map((tip) => (
              <li key={tip}>{tip}</li>
            ))}
          </ul>
        </details>
      )}
      <footer dir="ltr">
        Coach, {SOURCES[advice.source]}
        {advice.tookMs !== null && `, ${readableMs(advice.tookMs)} after the reply`}
      </footer>
    </aside>
  )
}

function Lamp() {
  return (
    <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
      <path
        fill="currentColor"
        d="M8 1a5 5 0 0 0-3 9c.6.5 1 1.1 1 1.8V12h4v-.2c0-.7.4-1.3 1-1.8a5 5 0 0 0-3-9zM6 13h4v1H6zm1 2h2v1H7z"
      />
    </svg>
  )
}
