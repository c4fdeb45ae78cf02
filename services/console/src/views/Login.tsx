import { useRef } from 'preact/hooks'
import { account, enter } from '../account.ts'

/** Asks for the token when the link brought none. */
export function Login() {
  const box = useRef<HTMLInputElement>(null)
  const state = account.value
  if (state.is === 'asking') return <p class="empty">Connecting …</p>
  return (
    <section class="empty login" aria-label="Log in">
      <h2>The live view is for the people of the business</h2>
      <p>
        Paste the <code>ADMIN_TOKEN</code>, or open the link that <code>npm start</code> prints.
      </p>
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
      {state.is === 'out' && state.problem !== null && (
        <p class="problem" role="alert">
          {state.problem}
        </p>
      )}
    </section>
  )
}
