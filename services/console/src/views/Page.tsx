import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { account, enter } from '../account.ts'
import type { Setup } from '../state/setup.ts'
import { Phone } from './customer/Phone.tsx'
import { Header } from './Header.tsx'
import { Live } from './live/Live.tsx'
import { Login } from './Login.tsx'
import { isPractising } from '../practice.ts'
import { Practice } from './practice/Practice.tsx'

/** On a narrow screen one side shows at a time. */
const side = signal<'customer' | 'live'>('customer')

/** Try it: the customer on the left, the human who watches on the right. */
export function Page() {
  useEffect(() => void enter(), [])
  const state = account.value
  return (
    <>
      <Header />
      <main data-side={side.value} class={state.is}>
        {state.is !== 'in' ? <Login /> : isPractising.value ? <Practice /> : <Both setup={state.setup} />}
      </main>
    </>
  )
}

function Both({ setup }: { setup: Setup }) {
  return (
    <>
      <Sides />
      <Phone businessName={setup.businessName} hasSandbox={setup.hasSandbox} />
      <Live />
    </>
  )
}

function Sides() {
  const show = (which: 'customer' | 'live') => ({
    'aria-pressed': side.value === which,
    onClick: () => (side.value = which),
  })
  return (
    <div class="sides" role="group" aria-label="Side">
      <button type="button" {...show('customer')}>
        Customer
      </button>
      <button type="button" {...show('live')}>
        Live view
      </button>
    </div>
  )
}
