import type { Advice } from '../../state/watched.ts'
import { readableMs } from '../../state/format.ts'

const SOURCES = {
  ai: 'by a model',
  fallback: 'from the pack',
  error_fallback: 'general advice',
} as const

/** The coach's place under a reply: the placeholder first, the advice when it comes. */
export function AdviceView({ advice }: { advice: Advice }) {
  if (advice.state === 'none') return null
  if (advice.state === 'waiting') return <p class="advice waiting">The coach is thinking …</p>
  const [head = '', ...rest] = advice.text.split('\n')
  return (
    <aside class="advice" aria-label="Advice of the coach">
      <p class="advice-head" dir="auto">
        {head}
      </p>
      <p class="tips" dir="auto">
        {rest.join('\n').trim()}
      </p>
      <footer>
        Coach, {SOURCES[advice.source]}
        {advice.tookMs !== null && `, ${readableMs(advice.tookMs)} after the reply`}
      </footer>
    </aside>
  )
}
