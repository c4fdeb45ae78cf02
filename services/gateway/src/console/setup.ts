import type { GatewayConfig } from '../config.ts'
import type { Instances } from '../instances/instances.ts'

type Setting = keyof GatewayConfig

/** What a provider needs to be real, and where its calls go. */
const providers = [
  {
    name: 'meta',
    needs: ['META_ACCESS_TOKEN', 'META_APP_SECRET', 'META_VERIFY_TOKEN'],
    url: 'META_GRAPH_URL',
    webhooks: ['/webhooks/whatsapp/meta'],
  },
  {
    name: 'twilio',
    needs: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
    url: 'TWILIO_API_URL',
    webhooks: ['/webhooks/twilio/whatsapp', '/webhooks/twilio/voice', '/webhooks/twilio/status'],
  },
  {
    name: 'evolution',
    needs: ['EVOLUTION_API_KEY', 'EVOLUTION_API_URL'],
    url: 'EVOLUTION_API_URL',
    webhooks: ['/webhooks/whatsapp/evolution'],
  },
] as const satisfies readonly { name: string; needs: readonly Setting[]; url: Setting; webhooks: readonly string[] }[]

/** What is connected and what is missing, for the first run. Names of settings, never their values. */
export class Setup {
  constructor(
    private readonly config: GatewayConfig,
    private readonly instances: Instances,
  ) {}

  status() {
    const { PUBLIC_URL, SANDBOX_URL, TRACES_URL } = this.config
    return {
      publicUrl: PUBLIC_URL,
      sandbox: SANDBOX_URL !== undefined,
      traces: TRACES_URL !== undefined,
      providers: providers.map(({ name, needs, url, webhooks }) => {
        const missing = needs.filter((setting) => this.config[setting] === undefined)
        const isSandbox = originOf(SANDBOX_URL) !== null && originOf(SANDBOX_URL) === originOf(this.config[url])
        const state = isSandbox ? 'sandbox' : missing.length === 0 ? 'connected' : 'missing'
        return { name, state, missing, webhooks: webhooks.map((path) => new URL(path, PUBLIC_URL).href) }
      }),
      tenants: [...new Set(this.instances.all().map(({ tenant }) => tenant))],
      instances: this.instances.all().map(({ name, tenant, channel, provider, account, settings }) => ({
        name,
        tenant,
        channel,
        provider,
        account,
        pack: settings.pack,
        businessName: settings.businessName,
      })),
    }
  }
}

function originOf(url: string | undefined): string | null {
  return url === undefined ? null : new URL(url).origin
}
