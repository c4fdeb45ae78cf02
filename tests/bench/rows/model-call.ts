import { setTimeout as pause } from 'node:timers/promises'
import OpenAI from 'openai'
import { Agent, fetch as pooledFetch } from 'undici'
import { median, percentile, rounded, type Figure } from '../figures.ts'
import { INSTRUCTIONS, modelsWith, QUESTION, request } from '../models/asking.ts'
import { portkeyVersion, startPortkey, startSimulator } from '../models/programs.ts'

const ROUNDS = 9
const CALLS = 60
const STREAMS = 100
const STREAM_MEDIAN_MS = 150
const STREAM_PIECE_MS = 30
const STREAM_ROUNDS = 5
const STREAMS_EACH = 4
const REACH_MS = 0.5
const PORTKEY_REACH = 0.6
const STREAMS_REACH_MS = 10

/** Milliseconds to the first token and to the end. */
type Call = () => Promise<{ firstMs: number; totalMs: number }>

/**
 * Row 5: one model call through libs/llm, with race off and everything else on, against the bare SDK and against the
 * Portkey gateway in front of it: the same protocol, the same simulated model. Then 100 streams at once.
 */
export async function modelCallRow(): Promise<Figure[]> {
  const instant = await startSimulator({ medianMs: 0 })
  const slow = await startSimulator({ medianMs: STREAM_MEDIAN_MS, pieceMs: STREAM_PIECE_MS })
  const portkey = await startPortkey()
  const open = [instant, slow, portkey]
  try {
    const bare = bareSdk(`${instant.url}/v1`)
    const behind = bareSdk(`${portkey.url}/v1`, {
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `${instant.url}/v1`,
    })
    const ours = await throughLibrary(instant.url)
    const calls = { bare, ours: ours.call, behind }
    const single = await interleaved(calls)
    await ours.close()

    const bareSlow = bareSdk(`${slow.url}/v1`)
    const oursSlow = await throughLibrary(slow.url)
    const together = await atOnce({ bare: bareSlow, ours: oursSlow.call })
    await oursSlow.close()
    return [...singleFigures(single), streamsFigure(together)]
  } finally {
    await Promise.all(open.map((program) => program.stop()))
  }
}

function bareSdk(baseURL: string, headers: Record<string, string> = {}): Call {
  const client = new OpenAI({
    apiKey: 'simulated-key',
    baseURL,
    defaultHeaders: headers,
    maxRetries: 0,
    fetch: pooledFetch as unknown as typeof fetch,
    fetchOptions: { dispatcher: new Agent({ allowH2: true }) } as never,
  })
  return async () => {
    const startedMs = performance.now()
    let firstMs = Number.NaN
    const stream = await client.chat.completions.create({
      model: 'simulated-model',
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: 'system', content: INSTRUCTIONS },
        { role: 'user', content: QUESTION },
      ],
    })
    let text = ''
    for await (const chunk of stream) {
      const said = chunk.choices[0]?.delta.content
      if (!said) continue
      if (text === '') firstMs = performance.now() - startedMs
      text += said
    }
    if (text === '') throw new Error('the bare SDK got no text')
    return { firstMs, totalMs: performance.now() - startedMs }
  }
}

async function throughLibrary(url: string): Promise<{ call: Call; close: () => Promise<void> }> {
  const settings = {
    LLM_COMPATIBLE_URL: `${url}/v1`,
    LLM_COMPATIBLE_MODEL: 'simulated-model',
    LLM_CALLS_PER_SECOND: '10000',
    LLM_CALLS_AT_ONCE: '1000',
  }
  const models = await modelsWith(settings, { race: 'off' })
  const call: Call = async () => {
    const startedMs = performance.now()
    let firstMs = Number.NaN
    for await (const event of models.generate!.send(request(), { signal: new AbortController().signal }))
      if (event.type === 'text' && Number.isNaN(firstMs)) firstMs = performance.now() - startedMs
    return { firstMs, totalMs: performance.now() - startedMs }
  }
  return { call, close: () => models.close() }
}

type Samples<Name extends string> = Record<Name, { firstMs: number; totalMs: number; processorMs?: number }[]>

/** Calls of each kind in turn, A B C A B C, so that what else the machine does meets all alike. */
async function interleaved<Name extends string>(calls: Record<Name, Call>): Promise<Samples<Name>> {
  const names = Object.keys(calls) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Samples<Name>
  for (let round = 0; round <= ROUNDS; round++)
    for (let n = 0; n < CALLS; n++)
      for (const name of names) {
        const before = process.cpuUsage()
        const sample = await calls[name]()
        const { user, system } = process.cpuUsage(before)
        if (round > 0) samples[name].push({ ...sample, processorMs: (user + system) / 1000 }) // the first round warms
      }
  return samples
}

/** A hundred streams run at any time: each worker begins its next one when its last has ended, and they do not begin together. */
async function atOnce<Name extends string>(calls: Record<Name, Call>): Promise<Samples<Name>> {
  const names = Object.keys(calls) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Samples<Name>
  const streamMs = STREAM_MEDIAN_MS + 18 * STREAM_PIECE_MS
  for (let round = 0; round <= STREAM_ROUNDS; round++)
    for (const name of names) {
      const worker = async (_: unknown, index: number) => {
        await pause((index * streamMs) / STREAMS)
        for (let n = 0; n < STREAMS_EACH; n++) {
          const sample = await calls[name]()
          if (round > 0) samples[name].push(sample)
        }
      }
      await Promise.all(Array.from({ length: STREAMS }, worker))
    }
  return samples
}

function singleFigures(samples: Samples<'bare' | 'ours' | 'behind'>): Figure[] {
  const p50 = (name: 'bare' | 'ours' | 'behind') => median(samples[name].map(({ totalMs }) => totalMs))
  const overMs = p50('ours') - p50('bare')
  const portkeyMs = p50('behind') - p50('bare')
  const processor = (name: 'bare' | 'ours') => rounded(median(samples[name].map(({ processorMs = 0 }) => processorMs)))
  return [
    {
      name: '5 one model call over the bare SDK, p50',
      figure: overMs,
      unit: 'ms',
      against: `the bare SDK ${rounded(p50('bare'))} ms; processor time ${processor('ours')} against ${processor('bare')} ms`,
      ratio: p50('ours') / p50('bare'),
      reach: `< ${REACH_MS} ms`,
      met: overMs < REACH_MS,
    },
    {
      name: '5 overhead against a gateway, p50',
      figure: overMs,
      unit: 'ms',
      against: `Portkey ${portkeyVersion}: ${rounded(portkeyMs)} ms over the bare SDK`,
      ratio: overMs / portkeyMs,
      reach: `≤ ${PORTKEY_REACH} ×`,
      met: overMs / portkeyMs <= PORTKEY_REACH,
    },
  ]
}

function streamsFigure(samples: Samples<'bare' | 'ours'>): Figure {
  const p95 = (name: 'bare' | 'ours') =>
    percentile(
      samples[name].map(({ firstMs }) => firstMs),
      0.95,
    )
  const laterMs = p95('ours') - p95('bare')
  return {
    name: '5 first token of 100 streams, p95, later than the bare SDK’s',
    figure: laterMs,
    unit: 'ms',
    against: `the bare SDK ${rounded(p95('bare'))} ms`,
    ratio: p95('ours') / p95('bare'),
    reach: `≤ ${STREAMS_REACH_MS} ms`,
    met: laterMs <= STREAMS_REACH_MS,
  }
}
