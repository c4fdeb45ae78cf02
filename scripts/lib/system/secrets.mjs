import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Failure } from '../failure.mjs'

/** What signs and opens doors, and how each looks when nobody has set it. @type {Record<string, () => string>} */
const makers = {
  ADMIN_TOKEN: () => randomBytes(24).toString('base64url'),
  SESSION_TOKEN_SECRET: () => randomBytes(32).toString('base64url'),
  CALENDAR_TOKEN_SECRET: () => randomBytes(32).toString('base64url'),
  META_APP_SECRET: () => randomBytes(16).toString('hex'),
  META_VERIFY_TOKEN: () => randomBytes(16).toString('hex'),
  TWILIO_ACCOUNT_SID: () => `AC${randomBytes(16).toString('hex')}`,
  TWILIO_AUTH_TOKEN: () => randomBytes(16).toString('hex'),
  EVOLUTION_API_KEY: () => randomBytes(16).toString('hex'),
}

/**
 * A value for each secret that is not set, the same at every start; only this user can read the file.
 * @param {string} file
 * @param {NodeJS.ProcessEnv} settings
 * @returns {Record<string, string>} the generated ones that are in use
 */
export function generatedSecrets(file, settings) {
  const kept = readKept(file)
  const missing = Object.keys(makers).filter((name) => kept[name] === undefined)
  for (const name of missing) kept[name] = String(makers[name]?.())
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
  return Object.fromEntries(Object.entries(kept).filter(([name]) => makers[name] && settings[name] === undefined))
}

/** @param {string} file @returns {Record<string, string>} */
function readKept(file) {
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Failure(`${file} is damaged.`, `Delete it; new secrets are made at the next start: rm ${file}`, {
      cause: error,
    })
  }
}
