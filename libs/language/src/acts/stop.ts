import { LANGUAGES, type Language } from '../language.ts'
import { tableOf } from '../tables/index.ts'
import { normalize } from '../text/fold.ts'

interface Words {
  always: Set<string>
  whenIdle: Set<string>
  start: Set<string>
}

let known: Words | undefined

// The words of every language count in every conversation: who wants to stop may write in any.
function allWords(): Words {
  if (!known) {
    const collect = (pick: (language: Language) => readonly string[]): Set<string> =>
      new Set(LANGUAGES.flatMap((language) => pick(language).map(normalize)))
    known = {
      always: collect((language) => tableOf(language).phrases.stopAlways),
      whenIdle: collect((language) => tableOf(language).phrases.stopWhenIdle),
      start: collect((language) => tableOf(language).phrases.start),
    }
  }
  return known
}

/**
 * Whether the whole message is an opt-out: `always` (STOP, UNSUBSCRIBE …), `when_idle` (CANCEL, END, QUIT: an opt-out only where
 * nothing is going on that could be cancelled), or `none` ("stop, wait" is none). The words of all languages count.
 */
export function isStop(text: string): 'always' | 'when_idle' | 'none' {
  const said = normalize(text)
  const { always, whenIdle } = allWords()
  if (always.has(said)) return 'always'
  return whenIdle.has(said) ? 'when_idle' : 'none'
}

/** Whether the whole message takes an opt-out back (START, UNSTOP). */
export function isStart(text: string): boolean {
  return allWords().start.has(normalize(text))
}
