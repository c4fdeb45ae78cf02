import { eventually, type RunningSystem } from '@repartee/testing'
import { rounded, type Figure } from '../figures.ts'
import { residentMebibytes } from '../processor.ts'
import { startRepartee } from '../repartee.ts'

const EACH_REACH_MIB = 160
const ONE_REACH_MIB = 350
const REST_MS = 10_000
const NOT_OURS = new Set(['sandbox', 'traces'])

/** Row 13: resident memory at rest, with tracing on: each of the eight processes, and the one that hosts them all. */
export async function memoryRow(): Promise<Figure[]> {
  const each = await atRest(true)
  const one = await atRest(false)
  const [[largest, most] = ['', Number.NaN]] = each.toSorted(([, first], [, second]) => second - first)
  const sum = each.reduce((total, [, mebibytes]) => total + mebibytes, 0)
  const whole = one.reduce((total, [, mebibytes]) => total + mebibytes, 0)
  return [
    {
      name: '13 memory of the largest service',
      figure: most,
      unit: 'MiB',
      against: `${largest}; all eight together ${rounded(sum)} MiB`,
      ratio: null,
      reach: `< ${EACH_REACH_MIB} MiB each`,
      met: most < EACH_REACH_MIB,
    },
    {
      name: '13 memory of one process',
      figure: whole,
      unit: 'MiB',
      against: 'all eight services in it',
      ratio: null,
      reach: `< ${ONE_REACH_MIB} MiB`,
      met: whole < ONE_REACH_MIB,
    },
  ]
}

async function atRest(isSplit: boolean): Promise<[string, number][]> {
  // Spans go to the local trace view, as with npm start.
  const repartee = await startRepartee({ OTEL_TRACES_EXPORTER: 'otlp' }, isSplit)
  try {
    const since = performance.now()
    await eventually(() => performance.now() - since > REST_MS, { withinMs: REST_MS + 5000, what: 'a rest' })
    return Object.values(repartee.system.programs)
      .filter(({ name }: RunningSystem['programs'][string]) => !NOT_OURS.has(name))
      .map(({ name, pid }) => [name, residentMebibytes(pid)])
  } finally {
    await repartee.stop()
  }
}
