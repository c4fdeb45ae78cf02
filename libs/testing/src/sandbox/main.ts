import { readConfig } from './config.ts'
import { startSandbox } from './startSandbox.ts'

try {
  const sandbox = await startSandbox(readConfig())
  process.stdout.write(`sandbox listens on ${sandbox.url}\n`)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void sandbox.stop().then(() => process.exit(0))
    })
  }
} catch (error) {
  process.stderr.write(`the sandbox cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
