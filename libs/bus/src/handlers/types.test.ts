import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const compiler = fileURLToPath(new URL('../../../../node_modules/.bin/tsc', import.meta.url))
const project = fileURLToPath(new URL('../../test/types', import.meta.url))

test('a handler that does not fit its contract does not compile', () => {
  const { stdout, status } = spawnSync(compiler, ['--project', project], { encoding: 'utf8' })
  expect(stdout).toBe('')
  expect(status).toBe(0)
}, 60_000)
