import { account, leave } from '../account.ts'
import { SetupButton } from './setup/SetupButton.tsx'
import { SocketLine } from './SocketLine.tsx'

/** What this is, how the line stands, what is connected. */
export function Header() {
  const state = account.value
  return (
    <header class="page-head">
      <h1>
        <img src="/favicon.svg" alt="" width="22" height="22" /> Repartee
      </h1>
      {state.is === 'in' && (
        <>
          <SocketLine />
          <SetupButton setup={state.setup} />
          <button type="button" class="plain" onClick={leave}>
            Log out
          </button>
        </>
      )}
    </header>
  )
}
