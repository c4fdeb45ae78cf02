// Hosts services in this process: node scripts/host.mjs gateway capture …
import { pathToFileURL } from 'node:url'
import { programOf } from './lib/system/services.mjs'

const names = /** @type {import('./lib/system/services.mjs').ServiceName[]} */ (process.argv.slice(2))
await Promise.all(names.map((name) => import(pathToFileURL(programOf(name)).href)))
