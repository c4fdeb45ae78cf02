import { account } from '../account.ts'
import { isPractising } from '../practice.ts'
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
          <button
            type="button"
            aria-pressed={isPractising.value}
            onClick={() => (isPractising.value = !isPractising.value)}
          >
            Practice
          </button>
          <SetupView setup={state.setup} />
        </>
      )}
    </header>
  )
}
