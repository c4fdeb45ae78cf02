import { z } from 'zod'
import { event } from './kernel.ts'
import { instant, tenantId } from './references.ts'
import { CONVERSATION } from './streams.ts'

const ofTenant = { tenant: tenantId, session: z.null(), at: instant }

export const levelChanged = event('level.changed', {
  version: 1,
  stream: CONVERSATION,
  from: ['generation', 'gateway'],
  readBy: [],
  description: 'A tenant went up or down the degradation ladder.',
  payload: z.object({
    ...ofTenant,
    from: z.enum(['full_ai', 'fast_ai', 'rules', 'transfer']),
    to: z.enum(['full_ai', 'fast_ai', 'rules', 'transfer']),
    reason: z.string(),
  }),
})

export const flagChanged = event('flag.changed', {
  version: 1,
  stream: CONVERSATION,
  from: ['generation', 'gateway'],
  readBy: [],
  description: 'A switch or a share was changed, for one tenant or (as the tenant `all`) for every one.',
  payload: z.object({ ...ofTenant, flag: z.string(), value: z.string(), by: z.string() }),
})
