import { describe, expect, test } from 'vitest'
import { isThere, knownSettings, paths, portOf, yaml } from './files.ts'
import { faultsOf, render } from './rendered.ts'
import type { Resource } from './rendered.ts'

interface Container {
  name: string
  image: string
  args?: string[]
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef?: { name: string; key: string } } }[]
  ports?: { name: string; containerPort: number }[]
  resources?: { requests?: object; limits?: { memory?: string } }
  securityContext?: object
  readinessProbe?: object
  [field: string]: unknown
}
interface PodSpec {
  containers: Container[]
  securityContext?: object
  automountServiceAccountToken?: boolean
  terminationGracePeriodSeconds?: number
  volumes?: { configMap?: { name: string } }[]
}

const overlays = ['dev', 'prod'].map((name) => ({ name, resources: render(`k8s/overlays/${name}`) }))
const workloads = ['Deployment', 'StatefulSet', 'Job']
const pods = ({ resources }: { resources: Resource[] }) =>
  resources
    .filter(({ kind }) => workloads.includes(kind))
    .map((resource) => {
      const { template } = resource.spec as {
        template: { metadata: { labels: Record<string, string> }; spec: PodSpec }
      }
      return { resource, name: resource.metadata.name, labels: template.metadata.labels, pod: template.spec }
    })
const named = (resources: Resource[], kind: string) => resources.filter((one) => one.kind === kind)

describe.each(overlays)('k8s/overlays/$name', (overlay) => {
  const { resources } = overlay
  const running = pods(overlay)
  const services = running.filter(({ labels }) => labels['repartee/kind'] === 'service')

  test('is as Kubernetes and the operators want it', () => {
    expect(faultsOf(resources)).toEqual([])
  })

  test('stands in one namespace, which it makes', () => {
    expect(named(resources, 'Namespace').map(({ metadata }) => metadata.name)).toEqual(['repartee'])
    const elsewhere = resources.filter(
      ({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'repartee',
    )
    expect(elsewhere.map(({ metadata }) => metadata.name)).toEqual([])
  })

  test('runs all eight, each with its port, probes, budget and address', () => {
    expect(services.map(({ name }) => name).toSorted()).toEqual(Object.keys(portOf).toSorted())
    for (const { name, pod } of services) {
      expect(pod.containers[0]).toMatchObject({
        args: [name],
        ports: [{ name: 'http', containerPort: portOf[name] }],
        livenessProbe: { httpGet: { path: '/health', port: 'http' } },
        readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
      })
      for (const kind of ['Service', 'PodDisruptionBudget'])
        expect(named(resources, kind).map(({ metadata }) => metadata.name)).toContain(name)
    }
  })

  test('gives every pod limits, no root, no way to write its own files, no token', () => {
    for (const { pod } of running) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      })
      for (const container of pod.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        })
        expect(container.resources?.limits?.memory).toBeDefined()
        expect(container.image).toMatch(/:[\w.-]+$/)
      }
    }
  })

  test('sets only what the services know', () => {
    const settings = named(resources, 'ConfigMap').find(({ metadata }) => metadata.name.startsWith('repartee-settings'))
    const names = [
      ...Object.keys(settings?.data as object),
      ...services.flatMap(({ pod }) => pod.containers[0]!.env!.map(({ name }) => name)),
    ]
    expect([...new Set(names)].filter((name) => name !== 'NATS_PASSWORD' && !knownSettings.has(name))).toEqual([])
  })

  test('reads secrets by reference, and only those that the guide tells to make', () => {
    const references = running.flatMap(({ pod }) =>
      pod.containers.flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? [])),
    )
    const guide = ['repartee-nats', 'repartee-database', 'repartee-redis', 'repartee-gateway', 'repartee-models']
    expect([...new Set(references.map(({ name }) => name))].toSorted()).toEqual(guide.toSorted())
    for (const secret of named(resources, 'Secret'))
      for (const { key } of references.filter(({ name }) => name === secret.metadata.name))
        expect(Object.keys(secret.data as object)).toContain(key)
  })

  test('mounts only config maps that it makes', () => {
    const made = named(resources, 'ConfigMap').map(({ metadata }) => metadata.name)
    const mounted = running.flatMap(({ pod }) => (pod.volumes ?? []).flatMap(({ configMap }) => configMap?.name ?? []))
    expect(mounted.length).toBeGreaterThan(0)
    expect(mounted.filter((name) => !made.includes(name))).toEqual([])
  })

  test('denies all that no policy allows', () => {
    const denying = named(resources, 'NetworkPolicy').find(({ metadata }) => metadata.name === 'deny-all')
    expect(denying?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
  })
})

test('a wrong field is refused', () => {
  const deployment = overlays[0]!.resources.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'capture',
  )!
  const broken = structuredClone(deployment)
  Object.assign(broken.spec as object, { replica: 3 })
  expect(faultsOf([broken])).toEqual([expect.stringContaining(`'"replica"' does not exist in type 'IDeploymentSpec'`)])
})

test('every file of k8s is used by a kustomization', () => {
  const used = new Set(
    paths('k8s/**/kustomization.yaml').flatMap((file) => {
      const { resources = [], patches = [] } = yaml<{ resources?: string[]; patches?: { path?: string }[] }>(file)
      const folder = file.replace('kustomization.yaml', '')
      return [file, ...[...resources, ...patches.flatMap(({ path }) => path ?? [])].map((path) => folder + path)]
    }),
  )
  expect(paths('k8s/**/*.yaml').filter((file) => !used.has(file))).toEqual([])
  expect([...used].filter((path) => !isThere(path))).toEqual([])
})
