import { useRef } from 'preact/hooks'
import type { Setup, SetupItem } from '../../state/setup.ts'

const STATES = {
  connected: { words: 'connected', tone: 'good' },
  sandbox: { words: 'played by the sandbox', tone: 'warn' },
  missing: { words: 'missing', tone: 'bad' },
} as const

/** Says what is connected, and on demand what is missing and how to add it. */
export function SetupButton({ setup }: { setup: Setup }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const connected = setup.items.filter(({ state }) => state === 'connected').length
  return (
    <>
      <button type="button" class="setup-button" onClick={() => dialog.current?.showModal()}>
        {connected} of {setup.items.length} connected
      </button>
      <dialog ref={dialog} aria-labelledby="setup-title" class="setup">
        <h2 id="setup-title">What is connected</h2>
        <ul>
          {setup.items.map((item) => (
            <Item key={item.name} item={item} />
          ))}
        </ul>
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  )
}

function Item({ item: { name, state, detail, how } }: { item: SetupItem }) {
  const { words, tone } = STATES[state]
  return (
    <li>
      <p>
        <b>{name}</b> <span class={`badge ${tone}`}>{words}</span>
      </p>
      <p class="muted">{detail}</p>
      {how !== null && <p>{how}</p>}
    </li>
  )
}
