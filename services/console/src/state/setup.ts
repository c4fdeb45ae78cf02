/** One thing that can be connected. */
export interface SetupItem {
  name: string
  /** As little as will do for its name. */
  short: string
  state: 'connected' | 'sandbox' | 'missing'
  /** Settings that the real one takes. */
  settings: string[]
  /** Those of them that are not set. */
  missing: string[]
  /** Where the provider has to send its webhooks. */
  webhooks: string[]
}

/** What is connected here, and what is missing. */
export interface Setup {
  /** The tenant that the page shows. */
  tenant: string
  businessName: string
  /** Can the page write as a customer? */
  hasSandbox: boolean
  keepsTraces: boolean
  items: SetupItem[]
}

/** What the gateway says about its settings. */
export interface SetupAnswer {
  sandbox: boolean
  traces: boolean
  providers: Omit<SetupItem, 'short' | 'settings'>[]
  instances: { tenant: string; provider: string; businessName: string }[]
}

type Known = Pick<SetupItem, 'name' | 'short' | 'settings'>

const KNOWN: Record<string, Known> = {
  meta: {
    name: 'WhatsApp by Meta',
    short: 'WhatsApp',
    settings: ['META_ACCESS_TOKEN', 'META_APP_SECRET', 'META_VERIFY_TOKEN'],
  },
  twilio: {
    name: 'Calls, SMS and WhatsApp by Twilio',
    short: 'Phone',
    settings: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  },
  evolution: {
    name: 'WhatsApp by Evolution API',
    short: 'Evolution',
    settings: ['EVOLUTION_API_KEY', 'EVOLUTION_API_URL'],
  },
}

/** The setup as the page shows it; null where no business has an address yet. */
export function readSetup({ sandbox, traces, providers, instances }: SetupAnswer): Setup | null {
  // The sandbox writes to the first of Meta's numbers.
  const first = instances.find(({ provider }) => provider === 'meta') ?? instances[0]
  if (first === undefined) return null
  return {
    tenant: first.tenant,
    businessName: first.businessName,
    hasSandbox: sandbox && providers.some(({ name, state }) => name === 'meta' && state === 'sandbox'),
    keepsTraces: traces,
    items: providers.map((provider) => ({ ...provider, ...(KNOWN[provider.name] ?? unknown(provider)) })),
  }
}

function unknown({ name, missing }: { name: string; missing: string[] }): Known {
  return { name, short: name, settings: missing }
}
