import { signal } from '@preact/signals'
import { Api } from './connection/api.ts'
import { RefusedError, describe } from './connection/problem.ts'
import { Sandbox } from './connection/sandbox.ts'
import { keepToken, readToken } from './connection/token.ts'
import { givePhone } from './customer.ts'
import { type Setup, type SetupAnswer, readSetup } from './state/setup.ts'
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
    const setup = readSetup((await api.get('/setup')) as SetupAnswer)
    keepToken(given)
    if (setup === null) {
      account.value = { is: 'out', problem: 'No business has an address yet: add a row to tenant.instances.' }
      return
    }
    account.value = { is: 'in', api, setup }
    openDesk({ api, token: given, tenant: setup.tenant })
    await givePhone(setup.hasSandbox ? new Sandbox(given) : null)
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
  void givePhone(null)
  account.value = { is: 'out', problem: null }
}
