/**
 * @typedef {import('./structure.mjs').SourceFile} SourceFile
 * @typedef {import('./imports.mjs').Import & { target: string }} Import target: a relative one as a path below the root
 */

const services = ['gateway', 'capture', 'situation', 'generation', 'coach', 'tts', 'followup', 'booking', 'console']
const publicSubpaths = ['@repartee/telemetry/preload', '@repartee/testing/fixtures']

/** The evaluation measures and plays the pure core of these services in process, as it stands. */
const measuredCore =
  /^services\/(capture|situation|generation|booking)\/src\/(core\/|model-(facts|hints)\.ts|intent-vectors\.ts)/

/** What core may call: functions from data to data. Their clocks and chance are forbidden by name, below. */
const pureLibraries = [
  '@repartee/contracts',
  '@repartee/packs',
  '@repartee/language',
  '@repartee/session',
  'luxon',
  'zod',
  'node:crypto',
]
const clockOrChance =
  /\b(Date\.now\(|new Date\(\)|performance\.now\(|DateTime\.(now|local|utc)\(\)|Math\.random\(|random(UUID|Bytes|Int)\()/

/** @param {Import} found */
const isRelative = (found) => found.from.startsWith('.')

/** @type {readonly { breaks: (file: SourceFile, found: Import) => boolean, say: string }[]} */
export const importRules = [
  {
    say: 'nobody imports a service; services talk over the bus, by contracts',
    breaks: (file, found) =>
      services.some((name) => found.from === `@repartee/${name}` || found.from.startsWith(`@repartee/${name}/`)) &&
      file.package !== 'scripts',
  },
  {
    say: 'a relative import stays in its package; other packages are imported by name',
    breaks: (file, found) =>
      isRelative(found) &&
      !found.target.startsWith(`${file.package}/`) &&
      !(file.package === 'libs/testing' && found.target.startsWith('scripts/lib/')) &&
      !(file.path.startsWith('tests/eval/') && measuredCore.test(found.target)),
  },
  {
    say: 'nobody reaches into a package past its index.ts',
    breaks: (_, found) => /^@repartee\/[^/]+\//.test(found.from) && !publicSubpaths.includes(found.from),
  },
  {
    say: 'contracts import zod and nothing else',
    breaks: (file, found) =>
      file.package === 'libs/contracts' && !file.isTest && !isRelative(found) && found.from !== 'zod',
  },
  {
    say: 'core imports other core files, and types or pure functions of contracts, packs, language and session',
    breaks: (file, found) =>
      file.isCore &&
      !file.isTest &&
      !(isRelative(found) && (found.target.includes('/src/core/') || found.isType)) &&
      !(found.from.startsWith('@repartee/') && found.isType) &&
      !pureLibraries.includes(found.from),
  },
  {
    say: 'Nest stands in *.module.ts, *.controller.ts, *.gateway.ts, libs/service and libs/bus only',
    breaks: (file, found) =>
      found.from.startsWith('@nestjs/') &&
      !file.isTest &&
      !/\.(module|controller|gateway)\.ts$/.test(file.path) &&
      !['libs/service', 'libs/bus'].includes(file.package),
  },
]

const readersOfEnvironment = [
  /^services\/[^/]+\/src\/config\.ts$/,
  /^libs\/telemetry\//,
  /^scripts\//,
  /^libs\/testing\/src\/sandbox\/config\.ts$/, // the sandbox is a program of its own
  /^libs\/testing\/src\/processes\/spawnProgram\.ts$/, // hands the environment on to a process of a test
  /^libs\/testing\/src\/servers\/useServers\.ts$/, // asks only whether this is a vitest run
]

/** @type {readonly { breaks: (file: SourceFile) => boolean, say: string }[]} */
export const fileRules = [
  {
    say: 'process.env is read in a service’s src/config.ts, in libs/telemetry and in scripts only; pass settings as arguments',
    breaks: (file) =>
      /\bprocess\.env\b/.test(file.text) && !file.isTest && !readersOfEnvironment.some((path) => path.test(file.path)),
  },
  {
    say: 'core has no clock and no chance: time, random numbers and ids come in as arguments',
    breaks: (file) => file.isCore && !file.isTest && clockOrChance.test(file.text),
  },
]
