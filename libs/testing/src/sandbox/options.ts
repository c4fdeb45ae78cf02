import { z } from 'zod'
import { META_STATUSES } from '../drivers/metaStatuses.ts'

/** Which delivery reports follow an accepted message, in this order, each `delayMs` after the one before. */
export const statusPlan = z.strictObject({
  order: z.array(z.enum(META_STATUSES)).max(20),
  delayMs: z.number().int().min(0).max(600_000),
})
export type StatusPlan = z.infer<typeof statusPlan>

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL such as http://127.0.0.1:8080' })

/** What can be changed while the sandbox runs (`PUT /settings`). */
export const settingsChange = z.strictObject({
  gatewayUrl: httpUrl.optional(),
  publicUrl: httpUrl.optional(),
  statuses: statusPlan.partial().optional(),
})

/** How a sandbox is started. Left-out numbers and instances are the seeded ones. */
export const sandboxOptions = z.strictObject({
  /** 0 takes a free port. */
  port: z.number().int().min(0).max(65_535).default(0),
  host: z.string().default('127.0.0.1'),
  /** Where webhooks are posted. */
  gatewayUrl: httpUrl,
  /** The address that Twilio's signatures cover; the gateway's own when left out. */
  publicUrl: httpUrl.optional(),
  metaAppSecret: z.string().min(1),
  /** When given, Graph API calls must carry exactly this token; else any token will do. */
  metaAccessToken: z.string().min(1).optional(),
  twilioAccountSid: z.string().regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hex digits'),
  twilioAuthToken: z.string().min(1),
  evolutionApiKey: z.string().min(1).default('sandbox-evolution-key'),
  statuses: statusPlan.default({ order: ['sent', 'delivered', 'read'], delayMs: 40 }),
  phoneNumberIds: z
    .array(z.string().regex(/^\d+$/))
    .default(['100000000000001', '100000000000002', '100000000000003', '100000000000004']),
  twilioNumbers: z.array(z.string().regex(/^\+\d+$/)).default(['+15550100001', '+15550100002']),
  evolutionInstances: z.array(z.string().min(1)).default(['demo-clinic']),
  /** How many messages of both directions are kept; the oldest go first. */
  keep: z.number().int().min(1).max(1_000_000).default(20_000),
})
export type SandboxOptions = z.input<typeof sandboxOptions>
export type SandboxSettings = z.output<typeof sandboxOptions>
