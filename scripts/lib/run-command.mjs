import { spawn } from 'node:child_process'

/**
 * Runs a program to its end and collects what it wrote.
 * @param {string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string, uid?: number, gid?: number }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} code 127 when the program is missing
 */
export function runCommand([program, ...args], { input, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(String(program), args, { stdio: ['pipe', 'pipe', 'pipe'], ...options })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.once('error', (error) => {
      if ('code' in error && error.code === 'ENOENT') resolve({ code: 127, stdout, stderr: `${program}: not found` })
      else reject(error)
    })
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 128, stdout, stderr: stderr + (signal ? ` (${signal})` : '') }),
    )
    child.stdin.on('error', () => undefined) // a program that ends without reading its input is judged by its exit code
    child.stdin.end(input ?? '')
  })
}

/**
 * @param {string} text
 * @param {number} count
 * @returns {string} its last lines
 */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
