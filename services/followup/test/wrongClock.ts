import { run } from '@repartee/service'
import { settings } from '../src/config.ts'
import { FollowUpModule } from '../src/followup.module.ts'

// The service in a process whose clock is wrong:   wrongClock.ts <nats url> <database url>

const [natsUrl, databaseUrl] = process.argv.slice(3) as [string, string]
await run({
  name: 'followup',
  config: () =>
    settings.parse({ NATS_URL: natsUrl, DATABASE_URL: databaseUrl, LOG_LEVEL: 'fatal', FOLLOWUP_PORT: '0' }),
  module: FollowUpModule,
  handlesSignals: false,
})
process.stdout.write(`ready ${Date.now()}\n`)
