import { postgresSettings, readConfig, serviceSettings, setting } from '@repartee/service'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

export const settings = serviceSettings('booking', {
  ...postgresSettings,
  PUBLIC_URL: setting.url(
    'The address of the gateway; links to calendar files are made over it',
    'http://127.0.0.1:8080',
  ),
  CALENDAR_TOKEN_SECRET: setting.secret('Signs the links to calendar files; without it there are none'),
  OUTSIDE_READ_MS: setting.milliseconds('How often calendars elsewhere are read', 60_000),
  GOOGLE_CALENDAR_URL: setting.url('Google’s calendar API', 'https://www.googleapis.com/calendar/v3'),
  PACKS_DIR: setting.text('Folder of the packs', fileURLToPath(new URL('../../../packs', import.meta.url))),
  BOOKING_HOLD_MS: setting.milliseconds('How long a slot is kept for a session that has been offered it', 300_000),
})
export type BookingConfig = z.infer<typeof settings>

export const bookingConfig = (): BookingConfig => readConfig(settings, process.env)

/** The secret that a row names as `env:SECRET_<NAME>`; undefined when it is not set. Rows never hold secrets. */
export function namedSecret(reference: string): string | undefined {
  const variable = /^env:(SECRET_[A-Z0-9_]+)$/.exec(reference)?.[1]
  return variable === undefined ? undefined : process.env[variable] || undefined
}
