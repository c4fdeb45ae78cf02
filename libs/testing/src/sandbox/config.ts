import { z } from 'zod'

const text = z.string().min(1)

/** The environment of the sandbox as a program. */
const environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8090),
  SANDBOX_HOST: text.default('127.0.0.1'),
  GATEWAY_URL: text.optional(),
  PUBLIC_URL: text.optional(),
  META_APP_SECRET: text,
  META_ACCESS_TOKEN: text.optional(),
  TWILIO_ACCOUNT_SID: text,
  TWILIO_AUTH_TOKEN: text,
  EVOLUTION_API_KEY: text.optional(),
})

/** The options of the sandbox from the environment; throws naming each variable that is missing or wrong. */
export function readConfig(variables: NodeJS.ProcessEnv = process.env) {
  const filled = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = environment.safeParse(filled)
  if (!result.success) {
    const issues = result.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${variables[String(issue.path[0])] ? issue.message : 'is not set'}`,
    )
    throw new Error(issues.join('; '))
  }
  const env = result.data
  const gatewayUrl = env.GATEWAY_URL ?? env.PUBLIC_URL ?? 'http://127.0.0.1:8080'
  return {
    port: env.SANDBOX_PORT,
    host: env.SANDBOX_HOST,
    gatewayUrl,
    publicUrl: env.PUBLIC_URL ?? gatewayUrl,
    metaAppSecret: env.META_APP_SECRET,
    metaAccessToken: env.META_ACCESS_TOKEN,
    twilioAccountSid: env.TWILIO_ACCOUNT_SID,
    twilioAuthToken: env.TWILIO_AUTH_TOKEN,
    evolutionApiKey: env.EVOLUTION_API_KEY,
  }
}
