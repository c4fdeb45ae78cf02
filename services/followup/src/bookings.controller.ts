import { Controller, Inject } from '@nestjs/common'
import { On } from '@repartee/bus'
import type { Incoming } from '@repartee/bus'
import { bookingCancelled, bookingConfirmed, bookingHeld, bookingMoved } from '@repartee/contracts'
import type { BookingChanged, Outgoing } from '@repartee/contracts'
import { bookingChange } from './core/input.ts'
import { FollowUps } from './followUps.ts'
import { patient } from './waits.ts'

/** What happens to bookings: reminders come, move and go with them. */
@Controller()
export class BookingsController {
  constructor(@Inject(FollowUps) private readonly followUps: FollowUps) {}

  /** A hold is part of a conversation that goes on; what waits is armed by its reply. */
  @On(bookingHeld)
  async held(_event: Incoming<typeof bookingHeld>): Promise<Outgoing[]> {
    return []
  }

  @On(bookingConfirmed, patient)
  async confirmed({ data, sequence }: Incoming<typeof bookingConfirmed>): Promise<Outgoing[]> {
    return this.take('booked', data, sequence)
  }

  @On(bookingMoved, patient)
  async moved({ data, sequence }: Incoming<typeof bookingMoved>): Promise<Outgoing[]> {
    return this.take('booking_moved', data, sequence)
  }

  @On(bookingCancelled, patient)
  async cancelled({ data, sequence }: Incoming<typeof bookingCancelled>): Promise<Outgoing[]> {
    return this.take('booking_cancelled', data, sequence)
  }

  /** A booking that was made in the console for somebody without a session has nobody to write to. */
  private async take(
    kind: 'booked' | 'booking_moved' | 'booking_cancelled',
    change: BookingChanged,
    sequence: number,
  ): Promise<Outgoing[]> {
    const { tenant, session, booking, at, settings } = change
    if (session === null) return []
    const key = `${kind} ${booking.id} ${at}`
    await this.followUps.take({
      tenant,
      session,
      settings,
      key,
      sequence,
      happening: bookingChange(kind, change),
    })
    return []
  }
}
