import { run } from '@repartee/service'
import { BookingModule } from './booking.module.ts'
import { bookingConfig } from './config.ts'

await run({ name: 'booking', config: bookingConfig, module: BookingModule })
