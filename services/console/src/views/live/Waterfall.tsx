import { useState } from 'preact/hooks'
import { barsOf, isDatabaseCall, type Trace } from '../../state/waterfall.ts'
import { readableMs } from '../../state/format.ts'

/** What a turn did, over all services, as bars on one time line. */
export function Waterfall({ trace }: { trace: Trace }) {
  const [withCalls, setWithCalls] = useState(false)
  const bars = barsOf(trace, withCalls ? undefined : isDatabaseCall)
  return (
    <figure class="waterfall">
      <figcaption class="muted">
        {bars.length} steps in {trace.services.length} services, {readableMs(trace.durationMs)}
        <label>
          <input
            type="checkbox"
            checked={withCalls}
            onChange={({ currentTarget }) => setWithCalls(currentTarget.checked)}
          />{' '}
          calls of databases
        </label>
      </figcaption>
      <ul class="legend" aria-label="Services">
        {trace.services.map((service) => (
          <li key={service} data-service={service}>
            {service}
          </li>
        ))}
      </ul>
      <ol>
        {bars.map(({ id, name, service, depth, offsetMs, durationMs, begin, width, error }) => (
          <li
            key={id}
            class={error === null ? '' : 'broken'}
            title={`${service}: ${name}\nfrom ${readableMs(offsetMs)}, for ${readableMs(durationMs)}${error === null ? '' : `\n${error}`}`}
            style={{ '--depth': depth, '--begin': begin, '--width': width }}
            data-service={service}
          >
            <span class="step">
              {name} <span class="unseen">{service}</span>
            </span>
            <span class="track" aria-hidden="true">
              <i />
            </span>
            <span class="took">{readableMs(durationMs)}</span>
          </li>
        ))}
      </ol>
    </figure>
  )
}
