import { writeFileSync } from 'node:fs'
import { Failure } from '../failure.mjs'
import { first, read, show } from './arguments.mjs'

/** @typedef {import('./stores.mjs').Stores} Stores */

/** @param {string[]} args @param {Stores} stores */
export async function exportContact(args, { library, database, beside }) {
  const { values, positionals } = read(args, ['to'])
  const stores = await beside()
  try {
    const asked = {
      tenant: first(positionals, 'tenant'),
      address: first(positionals.slice(1), 'contact'),
      now: new Date(),
    }
    const exported = await library.exportContact(database, stores, asked)
    if (values['to'] === undefined) return show(exported)
    writeFileSync(values['to'], `${JSON.stringify(exported, null, 2)}\n`, { mode: 0o600 })
    console.log(`written to ${values['to']}`)
  } finally {
    for (const store of stores) await store.close()
  }
}

/** @param {string[]} args @param {Stores} stores */
export async function eraseContact(args, { library, database, beside }) {
  const { values, positionals } = read(args, ['by'], ['yes'])
  if (!values['yes'])
    throw new Failure('This cannot be taken back, and cancels the contact’s appointments.', 'Say it again with --yes.')
  const stores = await beside()
  try {
    const asked = {
      tenant: first(positionals, 'tenant'),
      address: first(positionals.slice(1), 'contact'),
      by: values['by'] ?? 'command line',
    }
    const proof = await library.eraseContact(database, stores, asked)
    show(proof)
    if (!proof.isComplete) throw new Failure('Something came in meanwhile and is left.', 'Run the same command again.')
  } finally {
    for (const store of stores) await store.close()
  }
}
