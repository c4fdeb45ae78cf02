import { Inject, Injectable } from '@nestjs/common'
import { CONFIG } from '@repartee/service'
import { type GatewayConfig, namedSecret } from '../config.ts'
import type { Instance, SecretName } from './instance.ts'

const defaults: Readonly<Record<SecretName, keyof GatewayConfig | null>> = {
  appSecret: 'META_APP_SECRET',
  verifyToken: 'META_VERIFY_TOKEN',
  accessToken: 'META_ACCESS_TOKEN',
  accountSid: 'TWILIO_ACCOUNT_SID',
  authToken: 'TWILIO_AUTH_TOKEN',
  apiKey: null,
}

/** The secrets of instances: those that their rows name, else those of the environment. */
@Injectable()
export class Secrets {
  constructor(@Inject(CONFIG) private readonly config: GatewayConfig) {}

  /** A secret of an instance, or the environment's for `null`; undefined when there is none. */
  of(instance: Instance | null, name: SecretName): string | undefined {
    const reference = instance?.secrets[name]
    if (reference !== undefined) return namedSecret(reference)
    const setting = defaults[name]
    const value = setting === null ? undefined : this.config[setting]
    return typeof value === 'string' ? value : undefined
  }
}
