import { postgresSettings, readConfig, serviceSettings, setting } from '@repartee/service'
import type { z } from 'zod'

export const settings = serviceSettings('booking', {
  ...postgresSettings,
  BOOKING_HOLD_MS: setting.milliseconds('How long a slot is kept for a session that has been offered it', 300_000),
})
export type BookingConfig = z.infer<typeof settings>

export const bookingConfig = (): BookingConfig => readConfig(settings, process.env)
