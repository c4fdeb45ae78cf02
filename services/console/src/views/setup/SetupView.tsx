import { useRef } from 'preact/hooks'
import { leave } from '../../account.ts'
import type { Setup, SetupItem } from '../../state/setup.ts'

const STATES = {
  connected: { words: 'connected', short: 'connected', tone: 'good' },
  sandbox: { words: 'played by the sandbox', short: 'sandbox', tone: 'warn' },
  missing: { words: 'missing', short: 'missing', tone: 'bad' },
} as const

/** Says what is connected, and on demand what is missing and how to add it. */
export function SetupView({ setup: { items, keepsTraces } }: { setup: Setup }) {
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <ul class="providers" aria-label="Providers">
        {items.map(({ name, short, state }) => (
          <li key={name} class={`badge ${STATES[state].tone}`} title={`${name}: ${STATES[state].words}`}>
            {short}: {STATES[state].short}
          </li>
        ))}
      </ul>
      <button type="button" class="setup-button" onClick={() => dialog.current?.showModal()}>
        Connections
      </button>
      <dialog ref={dialog} aria-labelledby="setup-title" class="setup">
        <h2 id="setup-title">What is connected</h2>
        <ul>
          {items.map((item) => (
            <Item key={item.name} item={item} />
          ))}
          <li>
            <p>
              <b>Traces</b>{' '}
              <span class={`badge ${keepsTraces ? 'good' : 'warn'}`}>
                {keepsTraces ? 'kept here' : 'not kept here'}
              </span>
            </p>
            <p class="muted">
              To send them on, set <code>OTEL_EXPORTER_OTLP_ENDPOINT</code> in <code>.env</code>.
            </p>
          </li>
        </ul>
        <form method="dialog">
          <button type="submit" class="primary">
            Close
          </button>
          <button type="button" onClick={leave}>
            Log out
          </button>
        </form>
      </dialog>
    </>
  )
}

function Item({ item: { name, state, settings, missing, webhooks } }: { item: SetupItem }) {
  return (
    <li>
      <p>
        <b>{name}</b> <span class={`badge ${STATES[state].tone}`}>{STATES[state].words}</span>
      </p>
      {state === 'sandbox' && (
        <p class="muted">
          For the real one, set <Names of={settings} /> in <code>.env</code>, and as <code>PUBLIC_URL</code> the address
          at which the provider reaches this machine; start again, and enter there:
        </p>
      )}
      {state === 'missing' && (
        <p class="muted">
          Not set in <code>.env</code>: <Names of={missing} />
        </p>
      )}
      <ul class="webhooks">
        {webhooks.map((webhook) => (
          <li key={webhook}>
            <code>{webhook}</code>
          </li>
        ))}
      </ul>
    </li>
  )
}

function Names({ of }: { of: string[] }) {
  return of.map((name, index) => (
    <span key={name}>
      {index > 0 && ', '}
      <code>{name}</code>
    </span>
  ))
}
