// A process of its own that a test can kill: one handler on the bus, without Nest (whose decorators Node does not strip).
//   node --experimental-transform-types --conditions=source replica.ts <nats url> <hang | crash>
import { sessionReleased } from '@repartee/contracts'
import { createLogger } from '@repartee/telemetry'
import { Bus } from '../src/bus.ts'
import { BusConnection } from '../src/connection/connection.ts'
import { durableName } from '../src/handlers/durable.ts'
import { ensureConsumer } from '../src/streams/ensure-consumer.ts'
import { Subscription } from '../src/subscription/subscription.ts'

const [natsUrl, how] = process.argv.slice(2) as [string, 'hang' | 'crash']
const logger = createLogger({ service: 'followup', level: 'silent' })
const connection = new BusConnection({ service: 'followup', natsUrl, logger })
const bus = new Bus(connection)
const subscription = new Subscription(connection, {
  durable: durableName('followup', sessionReleased),
  contract: sessionReleased,
  concurrency: 8,
  maxDeliveries: 2,
  maxRedeliveries: 2,
  ackPendingLimit: 100,
  gatherMs: 0,
  run: (incoming) => {
    console.log(`took ${incoming.id}`)
    if (how === 'crash') process.kill(process.pid, 'SIGKILL')
    return new Promise(() => undefined)
  },
})
connection.prepare(async () => {
  await ensureConsumer(connection, subscription.handler)
  subscription.start()
})
await bus.ready(10_000)
console.log('ready')
