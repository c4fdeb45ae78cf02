// Writes every generated file of the repository: node scripts/generate.mjs [--check]
// Each scripts/generate/*.mjs exports `generate(): Promise<Record<path, content>>`; --check compares instead of writing, and does not build.
import { describeFailure } from './lib/failure.mjs'
import { generatedFiles, staleFiles, writeFiles } from './lib/checking/generated.mjs'
import { build } from './lib/setup/build.mjs'
import { installDependencies } from './lib/setup/install.mjs'
import { onRightNode } from './lib/setup/node.mjs'

const isCheck = process.argv.includes('--check')

try {
  await installDependencies()
  if (await onRightNode()) await generate()
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}

async function generate() {
  if (!isCheck) await build()
  const files = await generatedFiles()
  const stale = staleFiles(files)
  if (!isCheck) writeFiles(files)
  for (const path of stale) console.log(isCheck ? `${path} is stale: node scripts/generate.mjs` : `wrote ${path}`)
  if (isCheck && stale.length > 0) process.exitCode = 1
}
