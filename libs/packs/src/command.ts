import { basename, resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { checkPack, findPacks, formatProblem, readTenants } from './index.ts'

/** `check [name or folder …]`: says what is wrong with the packs, or that nothing is. Without names, all of ./packs. */
function check(wanted: readonly string[]): number {
  const known = findPacks('packs')
  const folders = wanted.length > 0 ? wanted.map((name) => known.get(name) ?? resolve(name)) : [...known.values()]
  let count = 0
  for (const folder of folders) {
    const problems = checkPack(folder)
    count += problems.length
    const name = basename(folder)
    console.log(problems.length === 0 ? `${name}: in order` : `${name}: ${problems.length} problem(s)`)
    for (const problem of problems) console.log(`  ${formatProblem(existsSync(folder) ? folder : name, problem)}`)
  }
  if (wanted.length === 0) {
    const { tenants, problems } = readTenants('packs')
    count += problems.length
    console.log(problems.length === 0 ? `tenants.yaml: ${tenants.length} businesses` : 'tenants.yaml:')
    for (const problem of problems) console.log(`  ${formatProblem('packs', problem)}`)
  }
  if (folders.length === 0) console.log('there is no pack in ./packs')
  return count === 0 && folders.length > 0 ? 0 : 1
}

const [command, ...names] = process.argv.slice(2)
if (command === 'check') process.exitCode = check(names)
else {
  console.error('usage: node scripts/pack.mjs check [name or folder …]')
  process.exitCode = 2
}
