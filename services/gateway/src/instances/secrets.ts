import type { Logger } from '@repartee/telemetry'
import { type GatewayConfig, namedSecret } from '../config.ts'
import type { Instance, SecretName } from './instance.ts'

const defaults: Readonly<Record<SecretName, keyof GatewayConfig>> = {
  appSecret: 'META_APP_SECRET',
  verifyToken: 'META_VERIFY_TOKEN',
  accessToken: 'META_ACCESS_TOKEN',
  accountSid: 'TWILIO_ACCOUNT_SID',
  authToken: 'TWILIO_AUTH_TOKEN',
  apiKey: 'EVOLUTION_API_KEY',
  jwtKey: 'EVOLUTION_JWT_KEY',
}

/** The secrets of instances: those that their rows name, else those of the environment. */
export class Secrets {
  constructor(
    private readonly config: GatewayConfig,
    log: Logger,
  ) {
    for (const setting of ['META_APP_SECRET', 'TWILIO_AUTH_TOKEN'] as const) {
      if (config[setting] === undefined) log.warn({ setting }, 'not set: webhooks that it would sign are refused')
    }
  }

  /** A secret of an instance, or the environment's for `null`; undefined when there is none. */
  of(instance: Instance | null, name: SecretName): string | undefined {
    const reference = instance?.secrets[name]
    if (reference !== undefined) return namedSecret(reference)
    const value = this.config[defaults[name]]
    return typeof value === 'string' ? value : undefined
  }
}
