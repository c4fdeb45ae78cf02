import { createRequire, findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import type { eld as Detector } from 'eld/extrasmall'

/** The package says only how it is imported; a module that is loaded when it is first needed has to be required by its path. */
const ENTRY = 'src/entries/static.extrasmall.js'

let detector: typeof Detector | undefined

/**
 * How much a text looks like English, Spanish and Portuguese by its trigrams: scores from 0 to 1 by language. The tables
 * take 90 MB, so only a process that asks has them.
 */
export function trigramScores(text: string): Record<string, number> {
  detector ??= load()
  return detector.detect(text).getScores()
}

function load(): typeof Detector {
  const description = findPackageJSON('eld', import.meta.url)
  if (description === undefined) throw new Error('the package eld is not installed: run pnpm install')
  const { eld } = createRequire(import.meta.url)(join(dirname(description), ENTRY)) as { eld: typeof Detector }
  const own = eld.newInstance()
  own.setLanguageSubset(['en', 'es', 'pt'])
  return own
}
