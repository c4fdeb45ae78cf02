import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { describeSettings } from './describe-settings.ts'
import { ConfigurationError, readConfig } from './read-config.ts'
import { setting } from './setting.ts'
import { postgresSettings, redisSettings, serviceSettings } from './settings.ts'

const schema = serviceSettings('coach', {
  ...postgresSettings,
  ...redisSettings,
  ENABLE_ASYNC_COACH: setting.flag('Advice comes after the reply', true),
  COACH_DEADLINE_MS: setting.milliseconds('How long advice may take', 10_000),
  COACH_SHARE: setting.percentage('Share of users', 100),
  LLM_COMPATIBLE_URL: setting.optionalUrl('A server that speaks the OpenAI protocol'),
  LLM_COMPATIBLE_KEY: setting.secret('Its key'),
})

const servers = {
  NATS_URL: 'nats://127.0.0.1:4222',
  DATABASE_URL: 'postgres://app:hunter22@127.0.0.1:5432/repartee',
  REDIS_URL: 'redis://127.0.0.1:6379',
}

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(schema, environment)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems
    throw error
  }
  return []
}

describe('settings', () => {
  test('are read with their types and defaults', () => {
    expect(
      readConfig(schema, { ...servers, ENABLE_ASYNC_COACH: 'no', COACH_DEADLINE_MS: '2500', PATH: '/bin' }),
    ).toEqual({
      ...servers,
      NATS_REPLICAS: 1,
      LOG_LEVEL: 'info',
      DATABASE_POOL_SIZE: 6,
      COACH_PORT: 8084,
      ENABLE_ASYNC_COACH: false,
      COACH_DEADLINE_MS: 2500,
      COACH_SHARE: 100,
    })
  })

  test('an empty value is the same as none, spaces around do not matter', () => {
    const config = readConfig(schema, { ...servers, COACH_PORT: '', LOG_LEVEL: ' debug ' })
    expect(config).toMatchObject({ COACH_PORT: 8084, LOG_LEVEL: 'debug' })
  })

  test('all mistakes are named at once, with what would be right', () => {
    const problems = problemsOf({
      REDIS_URL: 'http://localhost',
      DATABASE_URL: 'mysql://app:hunter22@db/x',
      COACH_PORT: '80x',
      ENABLE_ASYNC_COACH: 'maybe',
      COACH_SHARE: '120',
      LOG_LEVEL: 'loud',
    })
    expect(problems).toHaveLength(7)
    expect(problems.join('\n')).toMatch(/COACH_PORT is "80x"; it must be a port number from 0 to 65535/)
    expect(problems.join('\n')).toMatch(/NATS_URL is missing .*; set it to an address such as nats:\/\/127.0.0.1:4222/)
    expect(problems.join('\n')).toMatch(/ENABLE_ASYNC_COACH is "maybe"; it must be true or false/)
    expect(problems.join('\n')).toMatch(/LOG_LEVEL is "loud"; it must be one of trace, debug/)
  })

  test("a secret's value is never shown", () => {
    const problems = problemsOf({ ...servers, DATABASE_URL: 'mysql://app:hunter22@db/x', LLM_COMPATIBLE_KEY: 'short' })
    expect(problems).toHaveLength(2)
    expect(problems.join('')).not.toMatch(/hunter22|short/)
  })

  test('a value may stand in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'repartee-settings-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'key')
    writeFileSync(file, 'a-long-secret\n')
    expect(readConfig(schema, { ...servers, LLM_COMPATIBLE_KEY_FILE: file }).LLM_COMPATIBLE_KEY).toBe('a-long-secret')
    expect(problemsOf({ ...servers, LLM_COMPATIBLE_KEY_FILE: '/none/such' })).toEqual([
      'LLM_COMPATIBLE_KEY_FILE is "/none/such", which cannot be read (ENOENT)',
    ])
  })

  test('describe themselves for the table in the README', () => {
    const rows = describeSettings(schema)
    expect(rows.find((row) => row.name === 'COACH_PORT')).toEqual({
      name: 'COACH_PORT',
      description: 'Port of coach',
      expects: 'a port number from 0 to 65535',
      default: '8084',
      isRequired: false,
      isSecret: false,
    })
    expect(rows.find((row) => row.name === 'NATS_URL')).toMatchObject({ isRequired: true, example: expect.any(String) })
    for (const row of rows) expect(row.description, row.name).not.toBe('')
  })
})
