import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { program, root } from './files.ts'
import { run } from './run.ts'

export interface Resource {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; labels?: Record<string, string> }
  [field: string]: unknown
}

/** What `kubectl apply -k` would send. Throws with kustomize's own words when it can not render. */
export function render(folder: string): Resource[] {
  const { status, stdout, stderr } = run(program('KUSTOMIZE_PATH'), ['build', folder])
  if (status !== 0) throw new Error(stderr)
  return parseAllDocuments(stdout).map((document) => document.toJS() as Resource)
}

/** Where the typed model of a resource stands, by its group. */
function modelOf({ apiVersion, kind }: Resource): string {
  if (apiVersion.startsWith('keda.sh/')) return `@kubernetes-models/keda/${apiVersion}/${kind}`
  if (apiVersion.startsWith('monitoring.coreos.com/'))
    return `@kubernetes-models/prometheus-operator/${apiVersion}/${kind}`
  return `kubernetes-models/${apiVersion}/${kind}`
}

/** What is wrong with resources by the types of Kubernetes and of the operators: unknown fields as well. */
export function faultsOf(resources: readonly Resource[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'models-'))
  symlinkSync(join(root, 'tests/node_modules'), join(folder, 'node_modules'))
  const files = resources.map((resource) => {
    const { kind, metadata } = resource
    const file = `${kind}-${metadata.name.replaceAll(/[^\w-]/g, '_')}.ts`
    const model = `import type { I${kind} } from '${modelOf(resource)}'\n`
    writeFileSync(join(folder, file), `${model}export const it: I${kind} = ${JSON.stringify(resource, null, 2)}\n`)
    return file
  })
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  const { status, output } = run(join(root, 'node_modules/.bin/tsc'), ['-p', '.', '--pretty', 'false'], { cwd: folder })
  return status === 0 ? [] : output.trim().split('\n')
}
