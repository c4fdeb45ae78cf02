import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Found } from './check/found.ts'
import { findPacks } from './load.ts'
import { PackError, type Problem } from './problems.ts'
import { tenantDeclarations, type TenantDeclaration } from './schema/tenants.ts'
import { shapeProblems } from './shape.ts'
import { readSource } from './source.ts'

const FILE = 'tenants.yaml'

/** The businesses of tenants.yaml in the folder of the packs, and what is wrong with them; none where there is no file. */
export function readTenants(root: string): { tenants: TenantDeclaration[]; problems: Problem[] } {
  const path = join(root, FILE)
  if (!existsSync(path)) return { tenants: [], problems: [] }
  const { source, problems } = readSource(FILE, readFileSync(path, 'utf8'))
  if (problems.length > 0) return { tenants: [], problems }
  const parsed = tenantDeclarations.safeParse(source.value)
  if (!parsed.success) {
    return {
      tenants: [],
      problems: shapeProblems(parsed.error.issues, { data: source.value, places: source, schema: tenantDeclarations }),
    }
  }
  const found = new Found(source)
  const tenants = parsed.data
  const packs = [...findPacks(root).keys()]
  found.unique(
    [],
    'tenant',
    tenants.map(({ id }) => id),
    'id',
  )
  for (const [index, { pack }] of tenants.entries()) found.known([index, 'pack'], 'pack', pack, packs)
  const accounts = new Map<string, string>()
  for (const [index, { instances }] of tenants.entries()) {
    for (const [number, { name, channel, provider, account }] of instances.entries()) {
      for (const key of [name, `${channel} ${provider} ${account}`]) {
        const other = accounts.get(key)
        if (other !== undefined) {
          found.say([index, 'instances', number], `${key} stands at ${other} too`, 'an account leads to one business')
        }
        accounts.set(key, tenants[index]?.id ?? '')
      }
    }
  }
  return { tenants, problems: found.problems }
}

/** The businesses of tenants.yaml. Throws a `PackError` that lists every problem with its line. */
export function loadTenants(root: string): TenantDeclaration[] {
  const { tenants, problems } = readTenants(root)
  if (problems.length > 0) throw new PackError(root, problems)
  return tenants
}
