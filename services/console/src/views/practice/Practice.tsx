import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { begin, end, isConnected, loadPersonas, personas, problem, say, showsReasoning, turns } from '../../practice.ts'
import { WriteBox } from '../WriteBox.tsx'
import { Past } from './Past.tsx'
import { PracticeTurnView } from './PracticeTurnView.tsx'

/** Practising: choose a customer, talk to them, read the coach after each reply. */
export function Practice() {
  useEffect(() => {
    void loadPersonas(navigator.language.slice(0, 2))
    return end
  }, [])
  const said = turns.value
  const last = said.findLast(({ reply }) => reply !== null)?.reply
  return (
    <section class="practice" aria-label="Practice">
      <Choose />
      {problem.value !== null && <p role="alert">{problem.value}</p>}
      {last && <Feeling mood={last.npc_mood ?? 0.5} stage={last.stage ?? ''} />}
      <ol class="practice-turns" aria-live="polite">
        {said.map((turn, index) => (
          <PracticeTurnView key={index} turn={turn} number={index + 1} isLast={index === said.length - 1} />
        ))}
      </ol>
      {isConnected.value && (
        <WriteBox
          label="What you say to the customer"
          placeholder="Write as the salesperson"
          action="Say it"
          isOff={false}
          onWrite={async (text) => say(text)}
        />
      )}
      <Past />
    </section>
  )
}

function Choose() {
  const trainee = useSignal('Trainee')
  const list = personas.value?.list ?? []
  return (
    <div class="practice-choose">
      <label>
        Your name
        <input
          value={trainee.value}
          maxLength={80}
          onInput={({ currentTarget }) => (trainee.value = currentTarget.value)}
        />
      </label>
      {list.map(({ id, name, about }) => (
        <button type="button" key={id} title={about} onClick={() => void begin(id, trainee.value.trim() || 'Trainee')}>
          Practise on {name}
        </button>
      ))}
      <label class="practice-reasoning">
        <input
          type="checkbox"
          checked={showsReasoning.value}
          onChange={({ currentTarget }) => (showsReasoning.value = currentTarget.checked)}
        />
        Show how it was understood
      </label>
    </div>
  )
}

function Feeling({ mood, stage }: { mood: number; stage: string }) {
  return (
    <p class="practice-mood">
      <label>
        Mood <meter min={0} max={1} low={0.35} high={0.6} optimum={1} value={mood} />
      </label>
      <span class="number">{mood.toFixed(2)}</span>
      <span>
        Stage: <b data-fact="stage">{stage}</b>
      </span>
    </p>
  )
}
