// A process of its own that a test can kill: loads a TypeScript file through Vite, as vitest does, since Node does not strip Nest's
// decorators.   node child.mjs <file.ts> <its arguments …>
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const vitest = createRequire(`${root}package.json`).resolve('vitest/package.json')
const { createServer, isRunnableDevEnvironment } = await import(
  pathToFileURL(createRequire(vitest).resolve('vite')).href
)

const server = await createServer({
  root,
  configFile: false,
  envFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  // Left to Node, the workspace's packages would be the compiled ones.
  ssr: { resolve: { conditions: ['source'] }, noExternal: [/^@repartee\//] },
})
const { ssr } = server.environments
if (!isRunnableDevEnvironment(ssr)) throw new Error('this Vite runs nothing')
await ssr.runner.import(String(process.argv[2]))
