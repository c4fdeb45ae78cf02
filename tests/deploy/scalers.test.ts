import * as contracts from '@repartee/contracts'
import { expect, test } from 'vitest'
import { paths, portOf, text } from './files.ts'
import { render } from './rendered.ts'

interface Scaler {
  scaleTargetRef: { name: string }
  triggers: { type: string; metadata: Record<string, string> }[]
}

/** The durables of a service, from its handlers' @On(contract, { name }). */
function durablesOf(service: string): string[] {
  const sources = paths(`services/${service}/src/**/*.ts`).map(text).join('\n')
  return [...sources.matchAll(/@On\((\w+)(?:,\s*\{([^}]*)\})?/g)].map(([, variable, options = '']) => {
    const contract = Object.entries(contracts).find(([name]) => name === variable)?.[1] as {
      name: string
      version: number
    }
    const name = /name: '(\w+)'/.exec(options)?.[1]
    return `${service}_${contract.name.replaceAll('.', '-')}_v${contract.version}${name ? `_${name}` : ''}`
  })
}

const scalers = render('k8s/overlays/prod')
  .filter(({ kind }) => kind === 'ScaledObject')
  .map(({ spec }) => spec as unknown as Scaler)

test('every service has a scaler', () => {
  expect(scalers.map(({ scaleTargetRef }) => scaleTargetRef.name).toSorted()).toEqual(Object.keys(portOf).toSorted())
})

test.each(scalers)('$scaleTargetRef.name follows durables that it has', ({ scaleTargetRef, triggers }) => {
  const durables = durablesOf(scaleTargetRef.name)
  const followed = triggers.filter(({ type }) => type === 'nats-jetstream').map(({ metadata }) => metadata)
  expect(followed.filter(({ consumer }) => !durables.includes(consumer!))).toEqual([])
  expect(followed.filter(({ stream }) => stream !== contracts.CONVERSATION.name)).toEqual([])
  // KEDA takes any name for a parameter and goes on without those that it does not know.
  const parameters = ['account', 'consumer', 'lagThreshold', 'natsServerMonitoringEndpoint', 'stream']
  for (const metadata of followed) expect(Object.keys(metadata).toSorted()).toEqual(parameters)
  if (durables.length > 0) expect(followed.length).toBeGreaterThan(0)
})
