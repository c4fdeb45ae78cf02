import { Bus } from '@repartee/bus'
import { run } from '@repartee/service'
import { watchFaultPoints } from '@repartee/testing'
import { Client } from 'pg'
import { BookingModule } from '../src/booking.module.ts'
import { settings } from '../src/config.ts'

// The service in a process that kills itself at a fault point of one session's work, or tells all that it passes:
//   mortalBooking.ts <nats url> <database url> <session> <fault point, or empty>

const [natsUrl, databaseUrl, session, faultPoint] = process.argv.slice(3) as [string, string, string, string]

watchFaultPoints({
  about: session,
  dieAt: faultPoint || null,
  postgres: Client,
  bus: Bus,
  onPoint: (point) => process.stdout.write(`${point}\n`),
})
await run({
  name: 'booking',
  config: () => settings.parse({ NATS_URL: natsUrl, DATABASE_URL: databaseUrl, LOG_LEVEL: 'fatal', BOOKING_PORT: '0' }),
  module: BookingModule,
  handlesSignals: false,
})
process.stdout.write('ready\n')
