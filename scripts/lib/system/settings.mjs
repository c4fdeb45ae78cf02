import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { Failure } from '../failure.mjs'

/**
 * The settings from the environment and the `.env` file; the environment wins, an empty value counts as unset.
 * @param {string} file
 * @returns {NodeJS.ProcessEnv}
 */
export function readSettings(file) {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  const given = Object.entries({ ...fromFile, ...withoutEmpty(process.env) })
  return withoutEmpty(Object.fromEntries(given))
}

/** @param {NodeJS.ProcessEnv} environment @returns {NodeJS.ProcessEnv} */
function withoutEmpty(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
}

/**
 * @param {NodeJS.ProcessEnv} settings @param {string} name
 * @returns {number | undefined} the port that was asked for
 * @throws {Failure} when it is no port
 */
export function portFrom(settings, name) {
  const value = settings[name]
  if (value === undefined) return undefined
  const port = Number(value)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Failure(
    `${name} is ${JSON.stringify(value)}, which is no port.`,
    `Set it to a number from 1 to 65535, or leave it out.`,
  )
}
