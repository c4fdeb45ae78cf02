import { effect, signal } from '@preact/signals'
import { Api } from './connection/api.ts'
import { RefusedError, describe } from './connection/problem.ts'
import { Sandbox } from './connection/sandbox.ts'
import { keepToken, readToken } from './connection/token.ts'
import { givePhone } from './customer.ts'
import { type Setup, type SetupAnswer, readSetup } from './state/setup.ts'
import { closeDesk, openDesk, tenantLine } from './watcher.ts'

const BAD_TOKEN = 'This token is not good. The one of this system is printed by npm start.'
const NO_BUSINESS = 'No business has an address yet: add a row to tenant.instances, and load the page again.'

/** Whether somebody may watch: by the link's token, or by one that was typed in. `failed`: it may be tried again. */
export const account = signal<
  | { is: 'asking' }
  | { is: 'out'; problem: string | null }
  | { is: 'failed'; problem: string; token: string }
  | { is: 'in'; api: Api; setup: Setup }
>({ is: 'asking' })

/** Goes in with a token, else with that of the link or of this tab. */
export async function enter(token: string | null = readToken()): Promise<void> {
  if (token === null) return goOut(null)
  account.value = { is: 'asking' }
  const api = new Api(token)
  try {
    const setup = readSetup((await api.get('/setup')) as SetupAnswer)
    keepToken(token)
    if (setup === null) {
      account.value = { is: 'failed', problem: NO_BUSINESS, token }
      return
    }
    account.value = { is: 'in', api, setup }
    openDesk({ api, token, tenant: setup.tenant })
    await givePhone(setup.hasSandbox ? new Sandbox(token) : null)
  } catch (error) {
    if (error instanceof RefusedError && (error.status === 401 || error.status === 403)) return goOut(BAD_TOKEN)
    account.value = { is: 'failed', problem: describe(error), token }
  }
}

/** Forgets the token. */
export function leave(): void {
  goOut(null)
}

function goOut(problem: string | null): void {
  keepToken(null)
  closeDesk()
  void givePhone(null)
  account.value = { is: 'out', problem }
}

// A token that was good may be so no more, when the system was set up anew.
effect(() => {
  if (tenantLine.value.is === 'refused') goOut(BAD_TOKEN)
})
