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
  EVOLUTION_API_KEY: setting.secret('Key of Evolution API, which its webhooks show and its API wants'),
  EVOLUTION_JWT_KEY: setting.secret('The jwt_key that Evolution’s webhooks sign with, where they show no key'),
  EVOLUTION_API_URL: setting.optionalUrl('Evolution API'),
  ADMIN_TOKEN: setting.secret('What operators show at the API and the sockets; without it nobody is one'),
  SESSION_TOKEN_SECRET: setting.secret(
    'Signs the tokens of web sessions; without it a new one at each start, for this replica alone',
  ),
  SESSION_TOKEN_MINUTES: setting.count('How long the token of a web session is good', 1440, { min: 1, max: 10_080 }),
  ALLOWED_ORIGINS: setting
    .optionalText('Other origins whose pages may use the API and the sockets')
    .transform((text) => text?.split(',').flatMap((one) => one.trim() || []) ?? [])
    .meta({
      description: 'Other origins whose pages may use the API and the sockets, with commas between; * for all',
      expects: 'origins such as https://clinic.example, with commas between',
    }),
  TYPING_INDICATOR: setting.flag('Whether contacts see that their message was read and that we type', true),
  MOST_SOCKETS: setting.count('Sockets that are open at most', 10_000, { min: 1, max: 1_000_000 }),
  SANDBOX_URL: setting.optionalUrl('The sandbox that plays the providers, for the page to try things out'),
  TRACES_URL: setting.optionalUrl('The local trace view, for the page'),
  CONSOLE_DIR: setting.text('Folder of the built page', fileURLToPath(new URL('../../console/dist', import.meta.url))),
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
