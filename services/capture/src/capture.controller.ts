import { Controller, Inject } from '@nestjs/common'
import { On, PermanentError } from '@repartee/bus'
import type { Incoming } from '@repartee/bus'
import { outgoing, turnCaptured, turnReceived, type Outgoing, type TenantSettings } from '@repartee/contracts'
import { type Pack, Packs } from '@repartee/packs'
import { spanNames, startTimer, withSpan } from '@repartee/telemetry'
import { capture } from './core/capture.ts'

@Controller()
export class CaptureController {
  constructor(@Inject(Packs) private readonly packs: Packs) {}

  /** Reads a turn for the slots of the tenant's pack. */
  @On(turnReceived)
  async read({ data: received }: Incoming<typeof turnReceived>): Promise<Outgoing[]> {
    const { tenant, session, turn, number, snapshot } = received
    const took = startTimer('repartee_turn_step_seconds')
    const captured = withSpan(spanNames.capture, {}, () => capture(received, this.#packOf(snapshot.settings)))
    took({ step: 'capture' })
    return [outgoing(turnCaptured, { tenant, session, turn, number, captured })]
  }

  /** A pack that is not there will not be there at the next try. */
  #packOf(settings: TenantSettings): Pack {
    try {
      return this.packs.of(settings)
    } catch (cause) {
      throw new PermanentError(cause instanceof Error ? cause.message : 'no pack', { cause })
    }
  }
}
