import { counters, gauges, histograms } from '@repartee/telemetry'
import { describe, expect, test } from 'vitest'
import { paths, text, yaml } from './files.ts'
import { faultsOf, seriesIn } from './promql.ts'

interface Panel {
  title: string
  type: string
  gridPos: { x: number; y: number; w: number; h: number }
  targets?: { expr?: string; datasource: { uid: string } }[]
}
interface Dashboard {
  uid: string
  title: string
  panels: Panel[]
}
interface Rules {
  groups: { rules: { alert: string; expr: string }[] }[]
}

const dashboards = paths('deploy/grafana/dashboards/*.json').map((path) => JSON.parse(text(path)) as Dashboard)
const panels = dashboards.flatMap(({ title, panels: inside }) =>
  inside.map((panel) => ({ ...panel, dashboard: title })),
)
const asked = panels.flatMap(({ dashboard, title, targets = [] }) =>
  targets
    .filter(({ datasource }) => datasource.uid === 'prometheus')
    .map(({ expr }) => ({ where: `${dashboard}: ${title}`, expr: expr! })),
)
const watched = paths('deploy/prometheus/rules/*.yml').flatMap((path) =>
  yaml<Rules>(path).groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => ({ where: alert, expr }))),
)

describe('metrics that are shown or watched', () => {
  test.each([...asked, ...watched])('$where names metrics and labels that are declared', ({ expr }) => {
    expect(faultsOf(expr)).toEqual([])
  })

  test('an undeclared metric or label would be found', () => {
    expect(faultsOf('rate(repartee_tunrs_total[5m])')).toEqual(['repartee_tunrs_total is declared nowhere'])
    expect(faultsOf('sum by (session) (repartee_spool_rows)')).toEqual(['no series here has a label session'])
    expect(faultsOf('repartee_turn_seconds')).toEqual(['repartee_turn_seconds is declared nowhere'])
  })

  test('some program writes each of ours', () => {
    const sources = paths('{libs,services}/*/src/**/*.ts')
      .filter((path) => !path.endsWith('.test.ts') && !path.endsWith('metric-names.ts'))
      .map(text)
    const isWritten = (name: string) => sources.some((source) => source.includes(`'${name}'`))
    const ours = Object.keys({ ...counters, ...gauges, ...histograms })
    const used = new Set([...asked, ...watched].flatMap(({ expr }) => seriesIn(expr)))
    const names = ours.filter((name) => [...used].some((one) => one.replace(/_(bucket|count|sum)$/, '') === name))
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !isWritten(name))).toEqual([])
  })
})

describe('dashboards', () => {
  test('have their own addresses, and all are given to Kubernetes', () => {
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length)
    const { configMapGenerator: maps } = yaml<{ configMapGenerator: { files: string[] }[] }>(
      'deploy/grafana/dashboards/kustomization.yaml',
    )
    expect(maps[0]?.files.toSorted()).toEqual(
      paths('deploy/grafana/dashboards/*.json').map((path) => path.split('/').at(-1)),
    )
  })

  test.each(dashboards)('$title has no panels on top of each other', ({ panels: inside }) => {
    const overlaps = inside.flatMap((a, index) =>
      inside.slice(index + 1).filter((b) => {
        const [p, q] = [a.gridPos, b.gridPos]
        return p.x < q.x + q.w && q.x < p.x + p.w && p.y < q.y + q.h && q.y < p.y + p.h
      }),
    )
    expect(overlaps.map(({ title }) => title)).toEqual([])
  })

  test('ask only data sources that are provisioned', () => {
    const { datasources } = yaml<{ datasources: { uid: string }[] }>(
      'deploy/grafana/provisioning/datasources/datasources.yaml',
    )
    const known = datasources.map(({ uid }) => uid)
    const used = panels.flatMap(({ targets = [] }) => targets.map(({ datasource }) => datasource.uid))
    expect([...new Set(used)].filter((uid) => !known.includes(uid))).toEqual([])
  })
})
