import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasApt, unpackDebian } from '../debian.mjs'
import { freePort } from '../ports.mjs'
import { until } from '../wait.mjs'

const PYTHON = '/usr/bin/python3'

/** Whether a CalDAV server can be had here: Debian's package, run by the system's Python. */
export function canHaveRadicale() {
  return hasApt() && existsSync(PYTHON)
}

/**
 * Radicale, a real CalDAV server, with one account; nothing is installed.
 * @param {string} folder for its data
 * @param {{ user: string, password: string }} account
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startRadicale(folder, { user, password }) {
  const tree = await unpackDebian('radicale-with-zones', ['python3-radicale', 'python3-tz'], { dependencies: true })
  mkdirSync(folder, { recursive: true })
  const users = join(folder, 'users')
  writeFileSync(users, `${user}:${password}\n`, { mode: 0o600 })
  const port = await freePort()
  const options = {
    'server-hosts': `127.0.0.1:${port}`,
    'auth-type': 'htpasswd',
    'auth-htpasswd-filename': users,
    'auth-htpasswd-encryption': 'plain',
    'auth-delay': '0',
    'storage-filesystem-folder': join(folder, 'collections'),
    'logging-level': 'warning',
  }
  const given = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
  const child = spawn(PYTHON, ['-m', 'radicale', '--config', '', ...given], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PYTHONPATH: join(tree, 'usr/lib/python3/dist-packages'), PYTHONDONTWRITEBYTECODE: '1' },
  })
  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  try {
    const answers = async () => {
      if (child.exitCode !== null) throw new Error(`radicale ended with ${child.exitCode}`)
      return (await fetch(url, { redirect: 'manual' }).catch(() => undefined)) !== undefined
    }
    if (!(await until(answers, { timeoutMs: 20_000 }))) throw new Error('radicale does not answer')
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}
