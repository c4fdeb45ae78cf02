import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { paths, portOf, program, root, text } from './files.ts'
import { run } from './run.ts'

const users = [...Object.keys(portOf), 'routes'].map((name) => `NATS_PASSWORD_${name.toUpperCase()}`)
const settings = {
  NATS_SERVER_NAME: 'nats-0',
  NATS_MAX_FILE_STORE: '1GB',
  ...Object.fromEntries(users.map((name) => [name, 'a-password'])),
}

test.each(['nats.conf', 'nats-cluster.conf'])('%s is valid, with all that it includes', (file) => {
  const folder = mkdtempSync(join(tmpdir(), 'nats-'))
  for (const path of paths('deploy/nats*.conf')) cpSync(join(root, path), join(folder, path.replace('deploy/', '')))
  expect(run(program('NATS_SERVER_PATH'), ['-t', '-c', join(folder, file)], { env: settings })).toMatchObject({
    status: 0,
  })
})

test('every service has a user, and every write is synced', () => {
  for (const name of Object.keys(portOf))
    expect(text('deploy/nats-authorization.conf')).toContain(
      `user: ${name}, password: $NATS_PASSWORD_${name.toUpperCase()}`,
    )
  expect(text('deploy/nats.conf')).toMatch(/^ {2}sync_interval: always$/m)
})
