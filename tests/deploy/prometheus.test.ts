import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { isThere, paths, portOf, program, yaml } from './files.ts'
import { run } from './run.ts'

interface Rule {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string; runbook_url: string }
}
interface Group {
  name: string
  rules: Rule[]
}

const files = paths('deploy/prometheus/rules/*.yml')
const groups = files.flatMap((file) => yaml<{ groups: Group[] }>(file).groups)
const rules = groups.flatMap((group) => group.rules)

describe('alert rules', () => {
  test('are valid', () => {
    expect(run(program('PROMTOOL_PATH'), ['check', 'rules', '--lint-fatal', ...files])).toMatchObject({ status: 0 })
    const config = run(program('PROMTOOL_PATH'), ['check', 'config', 'deploy/prometheus/prometheus.yml'])
    expect(config).toMatchObject({ status: 0 })
  })

  test.each(paths('deploy/prometheus/tests/*.yml'))('do what %s says', (file) => {
    const result = run(program('PROMTOOL_PATH'), ['test', 'rules', file])
    expect(result.output).toContain('SUCCESS')
    expect(result.status).toBe(0)
  })

  test.each(rules)('$alert says how bad it is and has a runbook', ({ alert, labels, annotations }) => {
    expect(['page', 'ticket']).toContain(labels.severity)
    expect(annotations.runbook_url).toBe(`docs/runbooks/${alert}.md`)
    expect(isThere(annotations.runbook_url)).toBe(true)
  })

  test('every runbook has its alert', () => {
    const pages = paths('docs/runbooks/*.md').map((path) => path.replace('docs/runbooks/', '').replace('.md', ''))
    const alerts = rules.map(({ alert }) => alert)
    expect(pages.filter((page) => page !== 'README' && !alerts.includes(page))).toEqual([])
  })

  test('are the same on Kubernetes', async () => {
    const resource = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'repartee' },
      spec: { groups },
    }
    const note = '# Generated from deploy/prometheus/rules by: node scripts/check-deploy.mjs --update\n'
    await expect(note + stringify(resource, { lineWidth: 0 })).toMatchFileSnapshot(
      '../../k8s/components/monitoring/rules.yaml',
    )
  })
})

test('Prometheus reads every service at its port', () => {
  interface Config {
    scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[]
  }
  const { scrape_configs: jobs } = yaml<Config>('deploy/prometheus/prometheus.yml')
  const targets = jobs.find(({ job_name: name }) => name === 'repartee')?.static_configs[0]?.targets
  expect(targets).toEqual(Object.entries(portOf).map(([name, port]) => `${name}:${port}`))
})
