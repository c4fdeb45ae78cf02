import { signal } from '@preact/signals'
import { Api } from './connection/api.ts'
import { RefusedError, describe } from './connection/problem.ts'
import { keepToken, readToken } from './connection/token.ts'
import { type Setup, readSetup } from './state/setup.ts'
import { closeDesk, openDesk } from './watcher.ts'

/** Whether somebody may watch: by the link's token, or by one that was typed in. */
export const account = signal<
  { is: 'out'; problem: string | null } | { is: 'asking' } | { is: 'in'; api: Api; setup: Setup }
>({ is: 'asking' })

/** Goes in with the token of the link or of this tab. */
export async function enter(given: string | null = readToken()): Promise<void> {
  if (given === null) {
    account.value = { is: 'out', problem: null }
    return
  }
  account.value = { is: 'asking' }
  const api = new Api(given)
  try {
    const setup = readSetup(await api.get('/setup'))
    keepToken(given)
    account.value = { is: 'in', api, setup }
    openDesk({ api, token: given, tenant: setup.tenant })
  } catch (error) {
    const isRefused = error instanceof RefusedError && (error.status === 401 || error.status === 403)
    if (isRefused) keepToken(null)
    account.value = isRefused
      ? { is: 'out', problem: 'This token is not good. The one of this system is printed by npm start.' }
      : { is: 'out', problem: describe(error) }
  }
}

/** Forgets the token. */
export function leave(): void {
  keepToken(null)
  closeDesk()
  account.value = { is: 'out', problem: null }
}
