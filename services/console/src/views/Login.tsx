import { useRef } from 'preact/hooks'
import { account, enter } from '../account.ts'

/** Asks for the token when the link brought none, and says what went wrong. */
export function Login() {
  const state = account.value
  if (state.is === 'asking') return <p class="empty">Connecting …</p>
  if (state.is === 'failed') return <Failed problem={state.problem} token={state.token} />
  return (
    <section class="empty login" aria-label="Log in">
      <h2>This page is for the people of the business</h2>
      <p>
        Paste the <code>ADMIN_TOKEN</code>, or open the link that <code>npm start</code> prints.
      </p>
      <TokenForm />
      {state.is === 'out' && state.problem !== null && (
        <p class="problem" role="alert">
          {state.problem}
        </p>
      )}
    </section>
  )
}

function TokenForm() {
  const box = useRef<HTMLInputElement>(null)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void enter(box.current?.value.trim() || null)
      }}
    >
      <input ref={box} type="password" autocomplete="current-password" aria-label="Token" required />
      <button type="submit" class="primary">
        Watch
      </button>
    </form>
  )
}

function Failed({ problem, token }: { problem: string; token: string }) {
  return (
    <section class="empty" role="alert">
      <h2>The page cannot begin</h2>
      <p class="problem">{problem}</p>
      <button type="button" class="primary" onClick={() => void enter(token)}>
        Try again
      </button>
    </section>
  )
}
