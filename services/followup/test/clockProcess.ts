import { Bus } from '@repartee/bus'
import { Relay } from '@repartee/outbox'
import { Database, run, serviceSettings } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'
import { Clock } from '../src/clock.ts'

// Clock and relay in a process that ends itself with SIGKILL at the fault point that it is told:
//   child.mjs clockProcess.ts <nats url> <database url> <fault point> <after how many>

export type FaultPoint = 'before the commit' | 'after the commit' | 'before a publish' | 'after a publish' | 'none'

const [natsUrl, databaseUrl, faultPoint, after] = process.argv.slice(3) as [string, string, FaultPoint, string]
let passed = 0

/** Dies when this point has been passed so many times. */
function mayDie(at: FaultPoint): void {
  if (at === faultPoint && ++passed === Number(after)) process.kill(process.pid, 'SIGKILL')
}

class Nothing {}
const service = await run({
  name: 'followup',
  config: () => serviceSettings('followup', {}).parse({ NATS_URL: natsUrl, LOG_LEVEL: 'fatal', FOLLOWUP_PORT: '0' }),
  module: { module: Nothing },
  handlesSignals: false,
})
const bus = service.app.get(Bus)
const log = createLogger({ service: 'followup', level: 'fatal' })

class MortalDatabase extends Database {
  override async asWorker<Result>(work: Parameters<Database['asWorker']>[0]): Promise<Result> {
    const result = await super.asWorker(async (client) => {
      const done = await work(client)
      mayDie('before the commit')
      return done
    })
    mayDie('after the commit')
    return result as Result
  }
}

const clock = new Clock({ database: new MortalDatabase({ url: databaseUrl, log }), log, limit: 20 })
const relay = new Relay({
  source: 'followup',
  database: new Database({ url: databaseUrl, log }),
  log,
  bus: {
    publish: async (...message: Parameters<Bus['publish']>) => {
      mayDie('before a publish')
      const stored = await bus.publish(...message)
      mayDie('after a publish')
      return stored
    },
  },
})
clock.start()
relay.start()
