import { tenantId } from '@repartee/contracts'
import { Problem } from '@repartee/service'
import { z } from 'zod'

export const tenantQuery = tenantId
export const sessionPath = z.uuid('a session id is a UUID')
/** How somebody is called. */
export const name = z.string().trim().min(1).max(80)

/** What a request says, as its schema has it. Throws a Problem with 400 that names what is wrong. */
export function parsed<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const detail = read.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'the request'}: ${message}`)
    .join('; ')
  throw new Problem(400, 'Bad Request', { detail: detail.slice(0, 500) })
}
