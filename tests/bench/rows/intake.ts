import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { metaText } from '@repartee/testing'
import { median, percentile, rounded, type Figure } from '../figures.ts'
import { newContact, post, until } from '../load.ts'
import { leaveGatewayAlone, startRepartee } from '../repartee.ts'

const PER_SECOND = 500
const SECONDS = 3
const ROUNDS = 5
const DUPLICATES = 0.1
const AT_ONCE = 64
const P99_REACH_MS = 25
const RATIO_REACH = 0.7
const PEER = fileURLToPath(new URL('../peers/webhook.ts', import.meta.url))

interface Webhook {
  readonly url: string
  readonly appSecret: string
}

/**
 * Row 11: signed webhooks acknowledged durably at 500 a second, a tenth of them duplicates, consumers stopped; against an Express
 * handler that inserts into Postgres and a Fastify handler that stores nothing.
 */
export async function intakeRow(): Promise<Figure[]> {
  const repartee = await startRepartee()
  const { databaseUrl } = repartee.system.servers
  const express = await startPeer('express', String(databaseUrl))
  const fastify = await startPeer('fastify', String(databaseUrl))
  await leaveGatewayAlone(repartee)
  try {
    const targets: Record<string, Webhook> = { repartee, express, fastify }
    const rounds: Record<string, { p50: number; p99: number; perSecond: number; errors: number }[]> = {}
    for (const target of Object.values(targets)) await steadily(target, 1)
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, target] of Object.entries(targets)) {
        const { latencies, errors } = await steadily(target, SECONDS)
        const perSecond = await mostPerSecond(target)
        const measured = { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), perSecond, errors }
        ;(rounds[name] ??= []).push(measured)
      }
    }
    const of = (name: string, what: 'p50' | 'p99' | 'perSecond') =>
      median((rounds[name] ?? []).map((round) => round[what]))
    const errors = (rounds['repartee'] ?? []).reduce((sum, round) => sum + round.errors, 0)
    return [
      {
        name: '11 webhook p99 at 500/s',
        figure: of('repartee', 'p99'),
        unit: 'ms',
        against: `Express + Postgres ${rounded(of('express', 'p99'))} ms, Fastify ${rounded(of('fastify', 'p99'))} ms; p50 ${rounded(of('repartee', 'p50'))} ms, ${errors} errors`,
        ratio: of('repartee', 'p99') / of('express', 'p99'),
        reach: `< ${P99_REACH_MS} ms`,
        met: of('repartee', 'p99') < P99_REACH_MS && errors === 0,
      },
      {
        name: '11 webhooks a second',
        figure: of('repartee', 'perSecond'),
        unit: '/s',
        against: `Express + Postgres ${rounded(of('express', 'perSecond'))}/s, Fastify ${rounded(of('fastify', 'perSecond'))}/s`,
        ratio: of('repartee', 'perSecond') / of('express', 'perSecond'),
        reach: `≥ ${RATIO_REACH} × Express + Postgres`,
        met: of('repartee', 'perSecond') >= RATIO_REACH * of('express', 'perSecond'),
      },
    ]
  } finally {
    await Promise.all([ended(express.program), ended(fastify.program)])
    await repartee.stop()
  }
}

const bodyOf = () => JSON.stringify(metaText({ from: newContact(), text: 'hello', phoneNumberId: '100000000000001' }))

async function steadily(target: Webhook, seconds: number): Promise<{ latencies: number[]; errors: number }> {
  const startedAt = performance.now()
  const latencies: number[] = []
  let errors = 0
  let before = bodyOf()
  const sent: Promise<void>[] = []
  for (let index = 0; index < PER_SECOND * seconds; index += 1) {
    await until(startedAt + (index * 1000) / PER_SECOND)
    const body = index % (1 / DUPLICATES) === 0 ? before : bodyOf()
    before = body
    const at = performance.now()
    sent.push(
      post(target, body).then(
        (status) => {
          if (status === 200) latencies.push(performance.now() - at)
          else errors += 1
        },
        () => {
          errors += 1
        },
      ),
    )
  }
  await Promise.all(sent)
  return { latencies, errors }
}

async function mostPerSecond(target: Webhook): Promise<number> {
  const startedAt = performance.now()
  let count = 0
  const one = async () => {
    while (performance.now() - startedAt < 1500) {
      if ((await post(target, bodyOf())) === 200) count += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return (count / (performance.now() - startedAt)) * 1000
}

function startPeer(kind: string, databaseUrl: string): Promise<Webhook & { program: ChildProcess }> {
  return new Promise((resolve, reject) => {
    const program = fork(PEER, [kind, databaseUrl])
    program.once('error', reject)
    program.once('exit', (code) => reject(new Error(`the peer ${kind} ended with ${code}`)))
    program.once('message', ({ port }: { port: number }) => {
      resolve({ url: `http://127.0.0.1:${port}`, appSecret: 'bench', program })
    })
  })
}

function ended(program: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    program.once('exit', () => resolve())
    program.kill('SIGTERM')
  })
}
