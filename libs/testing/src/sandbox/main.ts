import { readConfig } from './config.ts'
import { startSandbox } from './startSandbox.ts'

const sandbox = await startSandbox(readConfig())
process.stdout.write(`sandbox listens on ${sandbox.url}\n`)

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.once(signal, () => {
    void sandbox.stop().then(() => process.exit(0))
  })
}
