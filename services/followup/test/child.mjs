// A process of its own that a test can kill: loads a TypeScript file through Vite, as vitest does, since Node does not strip Nest's
// decorators.   node child.mjs <file.ts> <its arguments …>
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const vitest = createRequire(`${root}package.json`).resolve('vitest/package.json')
const { runnerImport } = await import(pathToFileURL(createRequire(vitest).resolve('vite')).href)

await runnerImport(process.argv[2], {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
})
