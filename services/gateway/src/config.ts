import { postgresSettings, readConfig, redisSettings, serviceSettings, setting } from '@repartee/service'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

/** The gateway's settings, inbound half and outbound half. */
export const settings = serviceSettings('gateway', {
  ...postgresSettings,
  ...redisSettings,
  PUBLIC_URL: setting.url(
    'The address under which providers reach the gateway; signatures are made over it',
    'http://127.0.0.1:8080',
  ),
  META_APP_SECRET: setting.secret('App secret of the Meta app that signs the webhooks'),
  META_VERIFY_TOKEN: setting.secret('The token that Meta says when the webhook is set up'),
  META_ACCESS_TOKEN: setting.secret('Access token for the Graph API'),
  META_GRAPH_URL: setting.url('Graph API, with its version', 'https://graph.facebook.com/v23.0'),
  TWILIO_ACCOUNT_SID: setting.optionalText('Twilio account'),
  TWILIO_AUTH_TOKEN: setting.secret('Auth token of the Twilio account; signs the webhooks'),
  TWILIO_API_URL: setting.url('Twilio REST API', 'https://api.twilio.com'),
  PACKS_DIR: setting.text('Folder of the packs', fileURLToPath(new URL('../../../packs', import.meta.url))),
  PUBLISH_TIMEOUT_MS: setting.milliseconds(
    'How long a webhook waits for the bus before its message goes to the spool',
    300,
  ),
  GATHER_HOLD_MS: setting.milliseconds(
    'How long a call’s request waits for the reply before it hears a holding phrase',
    3000,
  ),
  DEBOUNCE_MS: setting
    .optionalText('Overrides the packs’ pause in which a burst becomes one turn, in milliseconds; 0 turns it off')
    .transform((text) => (text === undefined ? null : Number(text)))
    .refine((value) => value === null || (Number.isInteger(value) && value >= 0 && value <= 60_000))
    .meta({
      description: 'Overrides the packs’ pause in which a burst becomes one turn',
      expects: 'milliseconds from 0 to 60000',
    }),
})
export type GatewayConfig = z.infer<typeof settings>

export const gatewayConfig = (): GatewayConfig => readConfig(settings, process.env)

/** The secret that an instance's row names, as `env:SECRET_<NAME>`; undefined when it is not set. Rows never hold secrets. */
export function namedSecret(reference: string): string | undefined {
  const variable = /^env:(SECRET_[A-Z0-9_]+)$/.exec(reference)?.[1]
  return variable === undefined ? undefined : process.env[variable] || undefined
}
