import { leaseProblem, release, takeOver } from '../../watcher.ts'
import type { Watched } from '../../state/watched.ts'
import { readablePhone } from '../../state/contact.ts'

const HOLDERS = {
  ai: 'Assistant answers',
  human: 'A person answers',
  followup: 'Follow-up on its way',
} as const

/** Who is talking, by which channel, and who answers them. */
export function SessionHead({ watched }: { watched: Watched }) {
  const { name, phone, channel, holder, holderName, optedOut } = watched
  return (
    <header class="session-head">
      <div>
        <h2>
          <bdi>{name ?? 'Somebody'}</bdi> {channel !== null && <span class="badge">{channel}</span>}
        </h2>
        {phone !== null && <p class="muted number">{readablePhone(phone)}</p>}
      </div>
      <span class={`badge ${holder === 'human' ? 'warn' : 'accent'}`} data-holder={holder}>
        {holder === 'human' && holderName !== null ? `${holderName} answers` : HOLDERS[holder]}
      </span>
      {optedOut && <span class="badge bad">wants no messages</span>}
      {holder === 'human' ? (
        <button type="button" onClick={() => void release()}>
          Give back
        </button>
      ) : (
        <button type="button" onClick={() => void takeOver()}>
          Take over
        </button>
      )}
      {leaseProblem.value !== null && (
        <p class="problem" role="alert">
          {leaseProblem.value}
        </p>
      )}
    </header>
  )
}
