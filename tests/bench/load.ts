import { metaText, signMeta } from '@repartee/testing'
import { Agent, request } from 'undici'
import type { Sink } from './sink.ts'

const REPLY_LIMIT_MS = 20_000
let contacts = 0

/** Something that takes signed webhooks and answers through the sink. */
export interface Target {
  readonly url: string
  readonly appSecret: string
  readonly sink: Sink
}

/** What came of a run: milliseconds from the webhook to the reply's arrival, and how many failed. */
export interface Run {
  readonly latencies: number[]
  readonly errors: number
  readonly tookMs: number
}

const connections = new Agent({ connections: 128, keepAliveTimeout: 60_000 })

/** A contact that has never written before. */
export function newContact(): string {
  contacts += 1
  return `3461${String(contacts).padStart(8, '0')}`
}

/** Posts one signed webhook; gives its status. */
export async function post({ url, appSecret }: Pick<Target, 'url' | 'appSecret'>, body: string): Promise<number> {
  const { statusCode, body: answer } = await request(`${url}/webhooks/whatsapp/meta`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signMeta(body, appSecret) },
    body,
    dispatcher: connections,
  })
  await answer.dump()
  return statusCode
}

/** One contact writes and waits for the reply. */
export async function turn(target: Target, text: string): Promise<number> {
  const from = newContact()
  const body = JSON.stringify(metaText({ from, text, phoneNumberId: '100000000000001' }))
  const arrived = target.sink.next(from, REPLY_LIMIT_MS)
  arrived.catch(() => undefined)
  const sentAt = performance.now()
  const status = await post(target, body)
  if (status !== 200) throw new Error(`the webhook was answered ${status}`)
  return (await arrived) - sentAt
}

/** New contacts at a steady rate, whatever becomes of the ones before (open loop). The first second is not counted. */
export async function atRate(target: Target, text: string, perSecond: number, seconds: number): Promise<Run> {
  const startedAt = performance.now()
  const turns: Promise<number | null>[] = []
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await until(startedAt + (index * 1000) / perSecond)
    const isWarmUp = index < perSecond
    turns.push(
      turn(target, text).then(
        (ms) => (isWarmUp ? null : ms),
        () => Number.POSITIVE_INFINITY,
      ),
    )
  }
  const taken = (await Promise.all(turns)).filter((ms) => ms !== null)
  const latencies = taken.filter(Number.isFinite)
  return { latencies, errors: taken.length - latencies.length, tookMs: performance.now() - startedAt }
}

/** As many turns as go while `atOnce` contacts each wait for their reply before the next one writes (closed loop). */
export async function atOnce(target: Target, text: string, atOnceCount: number, seconds: number): Promise<Run> {
  const startedAt = performance.now()
  const endAt = startedAt + seconds * 1000
  const latencies: number[] = []
  let errors = 0
  const one = async () => {
    while (performance.now() < endAt) {
      try {
        latencies.push(await turn(target, text))
      } catch {
        errors += 1
      }
    }
  }
  await Promise.all(Array.from({ length: atOnceCount }, one))
  return { latencies, errors, tookMs: performance.now() - startedAt }
}

/** Waits until an instant of `performance.now()`. */
export function until(at: number): Promise<void> {
  const left = at - performance.now()
  return left <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, left))
}
