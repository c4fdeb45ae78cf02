import { startModelSimulator, type ModelCall } from '@repartee/testing'
import { median, percentile, rounded, type Figure } from '../figures.ts'
import { modelsWith, request } from '../models/asking.ts'

const CALLS = 1500
const AT_ONCE = 5
const MEDIAN_MS = 120
const SIGMA = 0.3
const P99_REACH_MS = 10
const CANCEL_REACH_MS = 50

interface Race {
  readonly question: string
  readonly startedMs: number
  readonly firstMs: number
}

/**
 * Row 6: two providers raced, log-normal latencies, 1 % hang and 1 % fail; against the minimum of each pair, as it was
 * drawn. Losers are timed at the provider: from the winner's first token to the moment when it saw the connection cut.
 */
export async function raceRow(): Promise<Figure[]> {
  let drawn = 0
  const simulator = await startModelSimulator({
    seed: 11,
    latency: { medianMs: MEDIAN_MS, sigma: SIGMA },
    fault: () => {
      drawn = (drawn * 48_271 + 11) % 2_147_483_647
      if (drawn % 100 === 1) return { kind: 'hang' }
      return drawn % 100 === 2 ? { kind: 'status', status: 500 } : null
    },
    pieceMs: 2,
  })
  const keys = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL'] as const
  const settings = Object.fromEntries(keys.map((key) => [key, simulator.settings[key]]))
  const models = await modelsWith(settings, { hedge: 'off' })
  try {
    const races: Race[] = []
    let failed = 0
    let asked = 0
    const askSome = async () => {
      while (asked < CALLS) {
        const question = `Question ${asked++}`
        const startedMs = performance.now()
        let firstMs = Number.NaN
        try {
          for await (const event of models.generate!.send(request(question), { signal: new AbortController().signal }))
            if (event.type === 'text' && Number.isNaN(firstMs)) firstMs = performance.now()
          races.push({ question, startedMs, firstMs })
        } catch {
          failed++
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, askSome))
    return figures(races, pairs(simulator.calls), failed)
  } finally {
    await models.close()
    await simulator.stop()
  }
}

function pairs(calls: readonly ModelCall[]): Map<string, ModelCall[]> {
  const byQuestion = new Map<string, ModelCall[]>()
  for (const call of calls) byQuestion.set(call.lastText, [...(byQuestion.get(call.lastText) ?? []), call])
  return byQuestion
}

function figures(races: readonly Race[], calls: Map<string, ModelCall[]>, failed: number): Figure[] {
  const measured = races.flatMap(({ question, startedMs, firstMs }) => {
    const pair = calls.get(question) ?? []
    const answered = pair.filter(({ endedMs }) => endedMs !== null)
    const winner = answered[0]
    if (!winner || pair.length !== 2) return []
    const loser = pair.find((call) => call !== winner)!
    // A loser that hung or failed could not have been faster.
    const couldWin = [winner, loser].filter((call) => call === winner || call.abortedMs !== null)
    const idealMs = Math.min(...couldWin.map(({ latencyMs }) => latencyMs))
    return [
      { tookMs: firstMs - startedMs, idealMs, cutMs: loser.abortedMs === null ? null : loser.abortedMs - firstMs },
    ]
  })
  const took = measured.map(({ tookMs }) => tookMs)
  const ideal = measured.map(({ idealMs }) => idealMs)
  const overMs = percentile(took, 0.99) - percentile(ideal, 0.99)
  const cuts = measured.flatMap(({ cutMs }) => cutMs ?? [])
  return [
    {
      name: '6 race, p99 above the faster of each pair',
      figure: overMs,
      unit: 'ms',
      against: `p99 ${rounded(percentile(ideal, 0.99))} ms, p50 ${rounded(median(ideal))} ms; ours p50 ${rounded(median(took))} ms, ${failed} of ${CALLS} failed`,
      ratio: percentile(took, 0.99) / percentile(ideal, 0.99),
      reach: `≤ ${P99_REACH_MS} ms`,
      met: overMs <= P99_REACH_MS && failed === 0,
    },
    {
      name: '6 loser cut off, p99 after the winner’s first token',
      figure: percentile(cuts, 0.99),
      unit: 'ms',
      against: `${cuts.length} losers, p50 ${rounded(median(cuts))} ms`,
      ratio: null,
      reach: `≤ ${CANCEL_REACH_MS} ms`,
      met: percentile(cuts, 0.99) <= CANCEL_REACH_MS,
    },
  ]
}
