import { readFileSync } from 'node:fs'
import { Failure } from '../failure.mjs'
import { first, load, packNamed, read, show } from './arguments.mjs'
import { eraseContact, exportContact } from './contacts.mjs'

/** @typedef {import('./stores.mjs').Stores} Stores */
/** @typedef {{ parameters: string, does: string, run: (args: string[], stores: Stores) => Promise<void> }} Command */

/** What there is, by its words. @type {Record<string, Command>} */
export const commands = {
  create: {
    parameters:
      '--pack clinic --id aurora --name "Clínica Aurora" --zone Europe/Madrid --region ES --language es [--organisation group] [--whatsapp <Meta phone number id>] [--phone <+number at Twilio>] [--web]',
    does: 'makes a tenant with its instances and, if its pack has one, its calendar',
    run: create,
  },
  list: { parameters: '', does: 'all tenants', run: async (_, { tenants }) => show(await tenants.list()) },
  show: {
    parameters: '<tenant>',
    does: 'one tenant with its instances and people',
    run: async (args, { tenants }) => show(await tenants.show(first(args, 'tenant'))),
  },
  'instance add': {
    parameters:
      '<tenant> --name aurora-wa --channel whatsapp --provider meta --account 1001 [--language es] [--voice gather] [--secret appSecret=env:SECRET_AURORA]',
    does: 'adds an account at a provider',
    run: addInstance,
  },
  'user add': {
    parameters: '<tenant> --email ana@example.com --name Ana --role viewer|agent|admin',
    does: 'gives somebody a role, or another one',
    run: async (args, { tenants }) => {
      const { values, positionals } = read(args, ['email', 'name', 'role'])
      show(await tenants.setMember(first(positionals, 'tenant'), values))
    },
  },
  'user remove': {
    parameters: '<tenant> <e-mail>',
    does: 'takes somebody’s role away',
    run: async (args, { tenants }) =>
      show(await tenants.removeMember(first(args, 'tenant'), first(args.slice(1), 'e-mail'))),
  },
  overrides: {
    parameters: '<tenant> <file.json>',
    does: 'what the tenant has otherwise than its pack: words, facts, limits, follow-ups, voice',
    run: setOverrides,
  },
  retention: {
    parameters: '<tenant> <days>|none',
    does: 'after how long conversations and bookings are forgotten',
    run: async (args, { tenants }) => {
      const days = first(args.slice(1), 'days')
      show(await tenants.setRetention(first(args, 'tenant'), days === 'none' ? null : Number(days)))
    },
  },
  forget: {
    parameters: '',
    does: 'forgets now what is older than its tenant keeps (the gateway does it every hour)',
    run: async (_, { library, database }) => show(await library.forgetOld(database)),
  },
  'import-integrations': {
    parameters: '[schema.table]',
    does: 'brings WhatsApp accounts over from an older table of integrations (public.integrations)',
    run: async (args, { library, database, addresses }) =>
      show(await library.importIntegrations(addresses.DATABASE_URL, database, args[0] ?? 'public.integrations')),
  },
  'calendar connect': {
    parameters:
      '<tenant> --resource anna_petrova --kind caldav|google --address <URL or calendar id> [--account anna] --secret env:SECRET_ANNA',
    does: 'joins a calendar elsewhere to a resource: busy times in, bookings out',
    run: connectCalendar,
  },
  'calendar disconnect': {
    parameters: '<tenant> <id>',
    does: 'lets a calendar elsewhere go',
    run: async (args, { addresses }) => {
      const { disconnectCalendar } = await load('services/booking/dist/connect.js')
      await disconnectCalendar(addresses.DATABASE_URL, first(args, 'tenant'), first(args.slice(1), 'id'))
    },
  },
  'calendar renew-feed': {
    parameters: '<tenant> <resource>',
    does: 'makes links to a resource’s feed that were given away worthless',
    run: async (args, { addresses }) => {
      const { renewFeed } = await load('services/booking/dist/connect.js')
      await renewFeed(addresses.DATABASE_URL, first(args, 'tenant'), first(args.slice(1), 'resource'))
    },
  },
  export: {
    parameters: '<tenant> <phone or id> [--to file.json]',
    does: 'all that every store knows of a contact',
    run: exportContact,
  },
  erase: {
    parameters: '<tenant> <phone or id> --yes [--by ana]',
    does: 'takes a contact out of every store, appointments too, and proves it',
    run: eraseContact,
  },
}

/** @returns {string} */
export function usage() {
  const lines = Object.entries(commands).map(
    ([name, { parameters, does }]) => `  pnpm tenant ${name} ${parameters}\n      ${does}`,
  )
  return `Tenants:\n\n${lines.join('\n')}\n`
}

/** @param {string[]} args @param {Stores} stores */
async function create(args, { tenants, addresses }) {
  const { values } = read(
    args,
    ['pack', 'id', 'name', 'zone', 'region', 'language', 'organisation', 'whatsapp', 'phone'],
    ['web'],
  )
  const pack = await packNamed(values['pack'])
  const tenant = {
    tenant: values['id'],
    businessName: values['name'],
    pack: pack.name,
    timeZone: values['zone'],
    region: values['region'],
    defaultLanguage: values['language'] ?? pack.languages[0],
    organisation: values['organisation'] ?? null,
  }
  const { id, whatsapp, phone } = values
  const instances = [
    ...(whatsapp ? [{ name: `${id}-whatsapp`, channel: 'whatsapp', provider: 'meta', account: whatsapp }] : []),
    ...(phone
      ? [{ name: `${id}-phone`, channel: 'phone', provider: 'twilio', account: phone, voiceMode: 'gather' }]
      : []),
    ...(phone ? [{ name: `${id}-sms`, channel: 'sms', provider: 'twilio', account: phone }] : []),
    ...(values['web'] ? [{ name: `${id}-web`, channel: 'web', provider: 'web', account: `${id}-web` }] : []),
  ]
  show(await tenants.create(tenant, instances))
  if (pack.calendar) {
    const { syncTenant } = await load('services/booking/dist/seed.js')
    await syncTenant(addresses.DATABASE_URL, { ...tenant, language: tenant.defaultLanguage }, pack.calendar)
  }
  if (instances.length === 0)
    console.log('It has no instance yet, so that nobody can write to it: pnpm tenant instance add …')
}

/** @param {string[]} args @param {Stores} stores */
async function addInstance(args, { tenants }) {
  const { values, positionals } = read(args, ['name', 'channel', 'provider', 'account', 'language', 'voice', 'secret'])
  const { secret, voice, ...rest } = values
  const [name, reference] = String(secret ?? '').split('=')
  const secrets = secret === undefined ? {} : { [String(name)]: reference }
  show(
    await tenants.addInstance(first(positionals, 'tenant'), {
      ...rest,
      ...(voice ? { voiceMode: voice } : {}),
      secrets,
    }),
  )
}

/** @param {string[]} args @param {Stores} stores */
async function setOverrides(args, { tenants }) {
  const tenant = first(args, 'tenant')
  const file = first(args.slice(1), 'file')
  let overrides
  try {
    overrides = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Failure(
      `${file} cannot be read: ${String(error)}`,
      'It must be a file of JSON, such as {"limits": {"frustration": 3}}.',
      { cause: error },
    )
  }
  const { pack } = await tenants.show(tenant)
  show(await tenants.setOverrides(tenant, overrides, await packNamed(pack)))
}

/** @param {string[]} args @param {Stores} stores */
async function connectCalendar(args, { addresses }) {
  const { values, positionals } = read(args, ['resource', 'kind', 'address', 'account', 'secret'])
  for (const name of ['resource', 'kind', 'address', 'secret'])
    if (!values[name])
      throw new Failure(
        `--${name} is missing.`,
        `pnpm tenant calendar connect ${commands['calendar connect']?.parameters}`,
      )
  const { connectCalendar: connect } = await load('services/booking/dist/connect.js')
  const id = await connect(addresses.DATABASE_URL, {
    ...values,
    account: values['account'] ?? null,
    tenant: first(positionals, 'tenant'),
  })
  show({ id, secret: `${values['secret']} must stand in the environment of the booking service` })
}
