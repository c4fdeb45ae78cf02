import type { Pack } from '@repartee/packs'
import { NearestExamples } from './nearest.ts'

export interface PackExamples {
  readonly intents: NearestExamples
  readonly facts: NearestExamples
}

const built = new WeakMap<Pack, PackExamples>()

/** Builds what the first message would wait for. */
export const prepareExamples = (pack: Pack): void => void examplesOf(pack)

/** The examples of a pack's intents and facts; built at the first call. */
export function examplesOf(pack: Pack): PackExamples {
  const known = built.get(pack)
  if (known) return known
  const examples = {
    intents: new NearestExamples(pack.intents.map(({ name, examples: phrases }) => ({ id: name, phrases }))),
    facts: new NearestExamples(pack.facts.map(({ id, questions: phrases }) => ({ id, phrases }))),
  }
  built.set(pack, examples)
  return examples
}
