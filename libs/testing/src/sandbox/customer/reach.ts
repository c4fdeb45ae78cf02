import { Problem } from '../problem.ts'
import type { World } from '../world.ts'

/** Does something that asks the gateway; that it cannot be reached is said with its address. */
export async function reach<Answer>(world: World, deliver: () => Promise<Answer>): Promise<Answer> {
  try {
    return await deliver()
  } catch (error) {
    const cause = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : error
    throw new Problem(502, `the gateway at ${world.settings.gatewayUrl} did not answer: ${String(cause)}`)
  }
}
