import type { SlotValue } from '@repartee/contracts'
import type { Watched } from '../../state/watched.ts'
import { readableName } from '../../state/format.ts'

/** The facts of the conversation as they fill; the words that each comes from show on hover and on focus. */
export function Slots({ watched: { slots, fresh, missing } }: { watched: Watched }) {
  const filled = Object.entries(slots)
  if (filled.length === 0 && missing.length === 0) return <p class="muted">No facts yet.</p>
  return (
    <table class="slots">
      <thead class="unseen">
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">Value</th>
          <th scope="col">In their words</th>
        </tr>
      </thead>
      <tbody>
        {filled.map(([name, slot]) => (
          <Slot key={name} name={name} slot={slot} isFresh={fresh.includes(name)} />
        ))}
        {missing
          .filter((name) => !(name in slots))
          .map((name) => (
            <tr key={name} class="missing">
              <th scope="row">{readableName(name)}</th>
              <td colSpan={2}>still needed</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

function Slot({ name, slot, isFresh }: { name: string; slot: SlotValue; isFresh: boolean }) {
  return (
    <tr data-slot={name} class={isFresh ? 'fresh' : ''} title={origin(slot)}>
      <th scope="row">{readableName(name)}</th>
      <td>
        <bdi class="value">{slot.value}</bdi>
        {slot.history.map(({ value }, index) => (
          <s key={index}>{value}</s>
        ))}
      </td>
      <td class="quote">{source(slot)}</td>
    </tr>
  )
}

/** Where it comes from: their words, else what told it. */
function source({ quote, by }: SlotValue) {
  if (by === 'profile') return 'their profile'
  if (by === 'booking') return 'what we offered'
  return quote === '' ? null : <q dir="auto">{quote}</q>
}

function origin({ quote, by, confidence, history }: SlotValue): string {
  const before = history.map(({ value }) => value).join(', ')
  return [
    quote === '' ? 'not said' : `said: “${quote}”`,
    `found by ${by}, sure to ${Math.round(confidence * 100)} %`,
    ...(before === '' ? [] : [`before: ${before}`]),
  ].join('\n')
}
