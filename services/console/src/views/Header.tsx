import { account } from '../account.ts'
import { SetupView } from './setup/SetupView.tsx'
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
          <SetupView setup={state.setup} />
        </>
      )}
    </header>
  )
}
