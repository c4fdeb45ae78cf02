import { readFileSync } from 'node:fs'
import {
  AnswerCache,
  createEmbedder,
  FlagTable,
  readModelConfig,
  redisStore,
  systemClock,
  type Partition,
} from '@repartee/llm'
import { startThrowawayServers } from '@repartee/testing'
import { Redis } from 'ioredis'
import { median, percentile, rounded, type Figure } from '../figures.ts'

const ENTRIES = 100_000
const LOOKUPS = 2000
const LATENCY_REACH_MS = 10
const QUESTIONS_ASKED = 6000
const HITS_REACH = 0.3
const FALSE_REACH = 0.01

interface Topic {
  readonly topic: string
  readonly asked: readonly string[]
}

const topics = JSON.parse(readFileSync(new URL('../data/questions.json', import.meta.url), 'utf8')) as Topic[]
const at: Partition = { tenant: 'bench', packVersion: '1', language: 'en', state: 'idle', slots: {} }

/**
 * Row 7: the exact hit (process and Redis) and the semantic hit, embedding included, among 100,000 entries of one
 * partition; then traffic of paraphrases and near misses, where each answer given is compared with the right one.
 */
export async function cacheRow(): Promise<Figure[]> {
  const servers = await startThrowawayServers()
  const redis = new Redis(servers.redisUrl)
  try {
    return [...(await speed(redis)), ...(await traffic(redis))]
  } finally {
    redis.disconnect()
    await servers.stop()
  }
}

async function cacheWith(
  redis: Redis,
  flags: Record<string, string> = {},
  name = 'bench',
): Promise<AnswerCache<string>> {
  const cache = new AnswerCache<string>({
    name,
    flags: new FlagTable(flags),
    clock: systemClock,
    store: redisStore(redis),
    embedder: createEmbedder(readModelConfig({})),
  })
  await cache.prepare()
  return cache
}

async function speed(redis: Redis): Promise<Figure[]> {
  const cache = await cacheWith(redis, {}, 'many')
  const entries = Array.from({ length: ENTRIES }, (_, n) => ({ message: question(n), value: String(n) }))
  const beganMs = performance.now()
  for (let from = 0; from < ENTRIES; from += 1000)
    await cache.warm(at, entries.slice(from, from + 1000), new AbortController().signal)
  const filledS = (performance.now() - beganMs) / 1000

  const roundTrips: number[] = []
  const exact: number[] = []
  const shared: number[] = []
  const semantic: number[] = []
  let missed = 0
  for (let n = 0; n < LOOKUPS; n++) {
    const wanted = (n * 7919) % ENTRIES
    roundTrips.push(await timed(() => redis.get('nothing')))
    await cache.find(at, question(wanted)) // may come from Redis; it stays in the process then
    exact.push((await timedHit(() => cache.find(at, question(wanted).toUpperCase()))).ms)
    const near = await timedHit(() => cache.find(at, `Hi, could you please tell me: ${question(wanted)}`))
    if (near.value !== String(wanted)) missed++
    else semantic.push(near.ms)
  }
  const other = await cacheWith(redis, { semantic_cache: 'off' }, 'many')
  await other.find(at, 'to learn where it stands')
  for (let n = 0; n < LOOKUPS; n++)
    shared.push((await timedHit(() => other.find(at, question((n * 104_729) % ENTRIES)))).ms)
  const redisMs = `a Redis round trip p50 ${rounded(median(roundTrips))} ms, p99 ${rounded(percentile(roundTrips, 0.99))} ms`
  return [
    latency('7 exact hit in the process, p99', exact, redisMs),
    latency('7 exact hit in Redis, p99', shared, redisMs),
    latency(
      '7 semantic hit among 100,000, embedding included, p99',
      semantic,
      `p50 ${rounded(median(semantic))} ms; ${missed} of ${LOOKUPS} not found; filled in ${rounded(filledS)} s`,
      missed < LOOKUPS * 0.05,
    ),
  ]
}

const nouns = ['crown', 'bridge', 'filling', 'brace', 'veneer', 'retainer', 'denture', 'sealant', 'scaling', 'guard']
const verbs = ['order', 'repair', 'replace', 'polish', 'remove', 'adjust', 'collect', 'return', 'exchange', 'inspect']
const places = ['garden', 'kitchen', 'office', 'market', 'station', 'library', 'harbour', 'theatre', 'museum', 'castle']

/** One of 100,000 different questions: no two share all their words. */
function question(n: number): string {
  const digits = String(n).padStart(5, '0')
  const [a = 0, b = 0, c = 0] = digits.split('').map(Number)
  return `When may somebody ${verbs[a]} the ${nouns[b]} near the ${places[c]} in room ${digits.slice(3)}${'abcdefghij'[n % 10]}${n}?`
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now()
  await work()
  return performance.now() - beganMs
}

async function timedHit(
  find: () => Promise<{ value: string } | null>,
): Promise<{ ms: number; value: string | undefined }> {
  const beganMs = performance.now()
  const hit = await find()
  return { ms: performance.now() - beganMs, value: hit?.value }
}

function latency(name: string, samples: readonly number[], against: string, isComplete = true): Figure {
  const figure = percentile(samples, 0.99)
  return {
    name,
    figure,
    unit: 'ms',
    against,
    ratio: null,
    reach: `< ${LATENCY_REACH_MS} ms`,
    met: figure < LATENCY_REACH_MS && isComplete,
  }
}

/** Some questions are asked far more often than others (Zipf); each wording of them as it comes. */
async function traffic(redis: Redis): Promise<Figure[]> {
  const cache = await cacheWith(redis, {}, 'traffic')
  let seed = 3
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  const weights = topics.map((_, rank) => 1 / (rank + 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const counts = { exact: 0, semantic: 0, wrong: 0, wrongSemantic: 0 }
  for (let n = 0; n < QUESTIONS_ASKED; n++) {
    let left = random() * total
    const index = weights.findIndex((weight) => (left -= weight) <= 0)
    const { topic, asked } = topics[Math.max(0, index)]!
    // A quarter of the contacts write something of their own around it, which no one wrote before.
    const wording = asked[Math.floor(random() * asked.length)]!
    const message = random() < 0.25 ? `${wording} I am asking for number ${n}` : wording
    const hit = await cache.find(at, message)
    if (!hit) cache.keep(at, message, topic)
    else {
      counts[hit.layer]++
      if (hit.value !== topic) counts.wrong++
      if (hit.value !== topic && hit.layer === 'semantic') counts.wrongSemantic++
    }
  }
  const hits = counts.exact + counts.semantic
  const falseShare = counts.wrong / hits
  return [
    {
      name: '7 hits on questions with paraphrases and near misses',
      figure: (100 * hits) / QUESTIONS_ASKED,
      unit: '%',
      against: `${counts.exact} word by word, ${counts.semantic} by meaning, of ${QUESTIONS_ASKED}`,
      ratio: null,
      reach: `≥ ${100 * HITS_REACH} %`,
      met: hits / QUESTIONS_ASKED >= HITS_REACH,
    },
    {
      name: '7 false hits',
      figure: 100 * falseShare,
      unit: '%',
      against: `${counts.wrong} of ${hits} hits; ${counts.wrongSemantic} of ${counts.semantic} by meaning`,
      ratio: null,
      reach: `≤ ${100 * FALSE_REACH} %`,
      met: falseShare <= FALSE_REACH,
    },
  ]
}
