import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const rootFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Downloaded programs; may be deleted at any time, they are fetched again. */
export const cacheFolder = join(rootFolder, '.cache')

/** What `npm start` keeps between runs: servers' data, logs, generated secrets. */
export const dataFolder = join(rootFolder, '.data')
