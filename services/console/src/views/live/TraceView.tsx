import { useEffect, useState } from 'preact/hooks'
import { account } from '../../account.ts'
import { describe } from '../../connection/problem.ts'
import { readTrace } from '../../connection/traces.ts'
import type { TurnEntry } from '../../state/watched.ts'
import type { Trace } from '../../state/waterfall.ts'
import { Waterfall } from './Waterfall.tsx'

const SPANS_ARRIVE_MS = 700

type Shown = { is: 'closed' } | { is: 'reading' } | { is: 'none'; why: string } | { is: 'there'; trace: Trace }

/** The trace of a turn, read when it is opened, and again when the turn goes on. */
export function TraceView({ turn, mark }: { turn: TurnEntry; mark: string }) {
  const [isOpen, setOpen] = useState(true)
  const [shown, setShown] = useState<Shown>({ is: 'closed' })
  const stage = `${turn.trace} ${turn.reply?.isStreaming === false} ${turn.advice.state} ${mark}`
  useEffect(() => {
    const state = account.value
    if (!isOpen || state.is !== 'in' || turn.trace === null) return
    const { api } = state
    const { trace: id } = turn
    const stop = new AbortController()
    setShown((before) => (before.is === 'there' ? before : { is: 'reading' }))
    const read = () =>
      readTrace(api, id, stop.signal).then(
        (trace) =>
          setShown(trace === null ? { is: 'none', why: 'No trace is kept of this turn.' } : { is: 'there', trace }),
        (error: unknown) => stop.signal.aborted || setShown({ is: 'none', why: describe(error) }),
      )
    // The last spans come a moment after what they tell of.
    const timer = setTimeout(() => void read(), SPANS_ARRIVE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [stage, isOpen])
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Trace</summary>
      {shown.is === 'reading' && <p class="muted">Reading …</p>}
      {shown.is === 'none' && <p class="muted">{shown.why}</p>}
      {shown.is === 'there' && <Waterfall trace={shown.trace} />}
    </details>
  )
}
