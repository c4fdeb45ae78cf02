import { z } from 'zod'
import { conversationState, language } from '@repartee/contracts'
import { key, messageKey, money, phrases } from './text.ts'

/** A frequent question and its answer. */
export const fact = z.strictObject({
  id: key,
  /** How people ask it: whole questions, for the nearest-example rule and for embeddings. */
  questions: phrases,
  /** Words and phrases that point to it at the rules level. */
  triggers: phrases.default({}),
  /** The message that answers it. */
  answer: messageKey,
  /** Services of the calendar that the answer is about. */
  services: z.array(key).default([]),
  /** A price that is not a service's own. */
  price: money.optional(),
  /** Does asking this open the task too ("do you have time on Friday?")? */
  offersTask: key.optional(),
})
export type Fact = z.output<typeof fact>

export const redFlag = z.strictObject({
  id: key,
  urgency: z.enum(['urgent', 'high']).default('urgent'),
  /** The message that answers; parameters `emergency`, `helpline`, `business`. */
  message: messageKey,
  phrases,
  /** Phrases that are no red flag though a red one stands inside or beside them. */
  except: phrases.default({}),
})
export type RedFlag = z.output<typeof redFlag>

const numbersByRegion = z.record(
  z.string().regex(/^([A-Z]{2}|default)$/, 'a region is its ISO code, such as ES, or default'),
  z.string().min(2),
)

export const redFlags = z.strictObject({
  /** The number of the emergency service by country; `default` for the others. */
  emergencyNumbers: numbersByRegion.refine((table) => 'default' in table, 'name a number for default'),
  /** The number of the crisis line by country. */
  helplines: numbersByRegion.refine((table) => 'default' in table, 'name a number for default'),
  /** Words that take a phrase back that follows them directly ("no chest pain"). */
  negations: phrases.default({}),
  flags: z.array(redFlag),
})

export const adviceEntry = z.strictObject({ advice: z.string().min(1), tips: z.array(z.string().min(1)).length(3) })
export type AdviceEntry = z.output<typeof adviceEntry>

export const coach = z.strictObject({
  /** `always`: after each reply; `watched`: when somebody watches or has asked. */
  when: z.enum(['always', 'watched']),
  audience: z.enum(['agent', 'trainee']),
  /** Stands over the tips, after a lamp. */
  heading: z.partialRecord(language, z.string().min(1)),
  /** By intent, besides `default` (no intent) and `error_fallback` (an intent that the pack does not know). */
  entries: z.record(key, z.partialRecord(language, adviceEntry)),
})

/** A check of the reply before it is sent. */
export const replyCheck = z.strictObject({
  name: key,
  kind: z.enum(['required', 'forbidden', 'detector']),
  description: z.string().min(1),
  /** Only for these intents; all when empty. */
  intents: z.array(key).default([]),
  /** Only where the conversation stands in one of these states after the reply; all when empty. */
  states: z.array(conversationState).default([]),
  phrases,
  /** What replaces the reply that does not pass; of `required`, what is added. Null for a detector. */
  message: messageKey.nullable(),
})
export type ReplyCheck = z.output<typeof replyCheck>

export const tool = z.strictObject({
  name: z.string().regex(/^[a-z]+(\.[a-z_]+)+$/, 'a tool is a service and a verb, such as booking.hold'),
  permission: z.enum(['read', 'write', 'money']),
  channels: z.array(z.enum(['whatsapp', 'sms', 'phone', 'web'])).min(1),
  perMinute: z.int().positive(),
  timeoutMs: z.int().positive(),
  idempotent: z.boolean(),
  /** A tool of an MCP server. The operator says where the server is (MCP_SERVERS); no other tool of it can be called. */
  mcp: z.strictObject({ server: key, tool: z.string().min(1) }).optional(),
})
export type Tool = z.output<typeof tool>
