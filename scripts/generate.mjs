// Writes every generated file of the repository: node scripts/generate.mjs [--check]
// Each scripts/generate/*.mjs exports `generate(): Promise<Record<path, content>>`; --check compares instead of writing.
import { describeFailure } from './lib/failure.mjs'
import { generatedFiles, staleFiles, writeFiles } from './lib/checking/generated.mjs'

try {
  const files = await generatedFiles()
  const stale = staleFiles(files)
  if (!process.argv.includes('--check')) writeFiles(files)
  for (const path of stale)
    console.log(process.argv.includes('--check') ? `${path} is stale: node scripts/generate.mjs` : `wrote ${path}`)
  if (process.argv.includes('--check') && stale.length > 0) process.exitCode = 1
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
