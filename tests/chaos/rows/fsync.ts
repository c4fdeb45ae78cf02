import { metaText, postMeta } from '@repartee/testing'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../../bench/figures.ts'
import { all } from '../promises.ts'
import type { Stage } from '../stage.ts'

const MESSAGES = 20
/** strace is there only after it has been told to attach; its first line comes with the first call. */
const ATTACH_MS = 1500

/** System calls of NATS and Postgres while webhooks are acknowledged: no acknowledgement without a sync before it. */
export async function synced(stage: Stage): Promise<Figure[]> {
  const { nats, postgres } = stage.house.system.servers
  const byBroker = await traced('17 synced by NATS before it was acknowledged', stage, [Number(nats.pid)])
  await nats.stop()
  const pids = [Number(postgres.pid), ...(await childrenOf(Number(postgres.pid)))]
  const bySpool = await traced('17 synced by Postgres before it was acknowledged', stage, pids)
  await nats.start()
  await stage.house.untilQuiet()
  return [byBroker, bySpool]
}

async function traced(name: string, stage: Stage, pids: readonly number[]): Promise<Figure> {
  const file = join(tmpdir(), `syncs-${process.pid}-${pids[0]}`)
  const calls = 'trace=fsync,fdatasync,sync_file_range,msync'
  const args = ['-f', '-ttt', '-T', '-e', calls, '-o', file, ...pids.flatMap((pid) => ['-p', String(pid)])]
  const strace = spawn('strace', args, { stdio: 'ignore' })
  const failed = await Promise.race([once(strace, 'error'), pause(ATTACH_MS).then(() => null)])
  if (failed !== null || strace.exitCode !== null) {
    return { ...all(name, 0, 0, 'messages'), against: 'strace cannot be run here: not measured', met: true }
  }
  const windows: [number, number][] = []
  for (let index = 0; index < MESSAGES; index += 1) {
    const body = metaText({
      from: `3473${pids.length > 1 ? 1 : 0}${String(index).padStart(6, '0')}`,
      text: 'is there parking?',
    })
    const sentAt = Date.now() / 1000
    const { status } = await postMeta(stage.house.system.gatewayUrl, body, stage.entrance.appSecret)
    if (status === 200) windows.push([sentAt, Date.now() / 1000])
    await pause(100)
  }
  strace.kill('SIGINT')
  await once(strace, 'exit')
  const synced = syncsIn(await readFile(file, 'utf8'))
  const covered = windows.filter(([from, to]) => synced.some((at) => at >= from && at <= to))
  return all(name, covered.length, MESSAGES, 'messages')
}

/** When each sync had ended, in seconds since 1970. */
function syncsIn(log: string): number[] {
  return log.split('\n').flatMap((line) => {
    const [, at, took] = /^\d+\s+(\d+\.\d+) .*= 0 <(\d+\.\d+)>$/.exec(line) ?? []
    if (at === undefined) return []
    // A line that resumes a call carries the moment of its end.
    return [Number(at) + (line.includes('resumed>') ? 0 : Number(took))]
  })
}

async function childrenOf(pid: number): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    if (Number(stat.split(') ').at(-1)?.split(' ')[1]) === pid) found.push(Number(name))
  }
  return found
}
