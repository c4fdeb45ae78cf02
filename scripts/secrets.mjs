// Makes the secrets that nobody has set: node scripts/secrets.mjs <folder>. One file for each, for the settings
// <NAME>_FILE, and all of them in doors.env, for node --env-file; the same again at each start.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeFailure, Failure } from './lib/failure.mjs'
import { generatedSecrets } from './lib/system/secrets.mjs'

try {
  const folder = process.argv[2]
  if (folder === undefined) throw new Failure('The folder is missing.', 'node scripts/secrets.mjs <folder>')
  // An empty value counts as missing, as everywhere.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const secrets = generatedSecrets(join(folder, 'secrets.json'), given)
  for (const [name, value] of Object.entries(secrets)) writeFileSync(join(folder, name), value, { mode: 0o600 })
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(folder, 'doors.env'), lines.join(''), { mode: 0o600 })
  const token = secrets.ADMIN_TOKEN ?? '<ADMIN_TOKEN>'
  console.log(`The page: ${given.PUBLIC_URL ?? 'http://localhost:8080'}/#token=${token}`)
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
