import type { TurnEntry, Watched } from '../../state/watched.ts'
import { readableName } from '../../state/format.ts'

const languages = new Intl.DisplayNames(['en'], { type: 'language' })

const URGENCY = { urgent: 'bad', high: 'warn', medium: '', low: '' } as const

/** What is going on: situation, intent, state, frustration, language, and what we had asked. */
export function Situation({ watched, turn }: { watched: Watched; turn: TurnEntry | null }) {
  const detection = turn?.detection ?? null
  return (
    <dl class="facts">
      <dt>Situation</dt>
      <dd data-fact="situation">{detection === null ? '–' : sure(detection.situation, detection.confidence)}</dd>
      <dt>Intent</dt>
      <dd data-fact="intent">{detection === null ? '–' : sure(detection.intent.name, detection.intent.confidence)}</dd>
      <dt>State</dt>
      <dd data-fact="state">
        {readableName(watched.state)}
        {watched.task !== null && <span class="badge accent">{readableName(watched.task)}</span>}
      </dd>
      <dt>Language</dt>
      <dd data-fact="language">{watched.language === null ? '–' : languages.of(watched.language)}</dd>
      <dt id="frustration">Frustration</dt>
      <dd>
        <meter aria-labelledby="frustration" min={0} max={5} low={2} high={4} optimum={0} value={watched.frustration} />{' '}
        {watched.frustration} of 5
      </dd>
      {detection !== null && detection.urgency !== 'low' && (
        <>
          <dt>Urgency</dt>
          <dd>
            <span class={`badge ${URGENCY[detection.urgency]}`}>{detection.urgency}</span>
          </dd>
        </>
      )}
      {detection?.redFlag && (
        <>
          <dt>Red flag</dt>
          <dd>
            <span class="badge bad">{readableName(detection.redFlag.id)}</span>{' '}
            <q dir="auto">{detection.redFlag.quote}</q>
          </dd>
        </>
      )}
      {turn !== null && turn.waitedFor !== null && (
        <>
          <dt>We had asked</dt>
          <dd>{turn.waitedFor}</dd>
        </>
      )}
    </dl>
  )
}

function sure(name: string, confidence: number) {
  return (
    <>
      {readableName(name)} <small class="muted">{Math.round(confidence * 100)} %</small>
    </>
  )
}
