import type { TurnEntry } from '../../state/watched.ts'
import { readableMs, readableName } from '../../state/format.ts'

const RECONCILED = {
  none: 'no: capture found nothing that changes the picture',
  new_critical_slot: 'yes: capture found a fact that matters',
  low_confidence: 'yes: the first look was not sure',
  context_delta: 'yes: the first look had missed the context',
  state_change: 'yes: the facts change the state',
} as const

/** Why the reply is what it is: principle, second look, tools, checks, time by step. */
export function ReasoningView({ turn: { reasoning, timings, reconcile, detection } }: { turn: TurnEntry }) {
  const looked = reasoning?.reconcile ?? reconcile
  return (
    <dl class="facts">
      {reasoning !== null && (
        <>
          <dt>Principle</dt>
          <dd data-fact="principle">{readableName(reasoning.principle)}</dd>
          <dt>State</dt>
          <dd>
            {readableName(reasoning.stateBefore)} → {readableName(reasoning.stateAfter)}
          </dd>
          <dt>Answered by</dt>
          <dd>
            {readableName(reasoning.provider)} <small class="muted">{readableName(reasoning.level)}</small>
          </dd>
        </>
      )}
      {looked !== null && (
        <>
          <dt>Looked twice</dt>
          <dd>{RECONCILED[looked]}</dd>
        </>
      )}
      {detection !== null && detection.acts.length > 0 && (
        <>
          <dt>They</dt>
          <dd>{detection.acts.map(readableName).join(', ')}</dd>
        </>
      )}
      {detection !== null && detection.facts.length > 0 && (
        <>
          <dt>Facts used</dt>
          <dd>
            {detection.facts.map(({ id, reason }) => (
              <span key={id} class="badge" title={reason}>
                {readableName(id)}
              </span>
            ))}
          </dd>
        </>
      )}
      {reasoning !== null && reasoning.tools.length > 0 && (
        <>
          <dt>Tools</dt>
          <dd>
            {reasoning.tools.map(({ tool, outcome, tookMs }, index) => (
              <p key={index}>
                <code>{tool}</code> {readableName(outcome)} <small class="muted">{readableMs(tookMs)}</small>
              </p>
            ))}
          </dd>
        </>
      )}
      {reasoning !== null && reasoning.checks.length > 0 && (
        <>
          <dt>Checks</dt>
          <dd>
            {reasoning.checks.map(({ check, passed }) => (
              <span key={check} class={`badge ${passed ? 'good' : 'bad'}`}>
                {passed ? '✓' : '✗'} {readableName(check)}
              </span>
            ))}
          </dd>
        </>
      )}
      {timings !== null && (
        <>
          <dt>Time</dt>
          <dd>
            {readableMs(timings.totalMs)} in all
            {Object.entries(timings.steps).map(([step, ms]) => (
              <span key={step} class="badge">
                {readableName(step)} {readableMs(ms)}
              </span>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}
