import type { LanguageCode } from '@repartee/contracts'
import { compileMessage, type CompiledMessage } from '../messages/compiled.ts'
import type { Pack } from '../pack.ts'
import { suggest, type Problem } from '../problems.ts'
import type { Source } from '../source.ts'
import { wantedMessages } from './wanted-messages.ts'

/** The longest title of a reply button, in characters: the WhatsApp Cloud API's limit. */
const LONGEST_BUTTON = 20

/** `spoken.list.none` is said instead of `list.none`, with the same parameters. */
const withoutSpoken = (key: string) => (key.startsWith('spoken.') ? key.slice('spoken.'.length) : key)

class MessageCheck {
  readonly problems: Problem[] = []
  /** Keys whose parameters are not what they should be: nothing is compared with them. */
  readonly unreadable = new Set<string>()
  readonly #language: LanguageCode
  readonly #source: Source
  readonly #categories: readonly string[]

  constructor(language: LanguageCode, source: Source) {
    this.#language = language
    this.#source = source
    // Spanish and Portuguese have a form for millions besides, which nobody needs here.
    const all = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    this.#categories = language === 'ru' ? all : all.filter((category) => category !== 'many')
  }

  say(key: string, wrong: string, right: string): void {
    this.problems.push({ ...this.#source.at(key.split('.')), path: key, wrong, right })
  }

  /** The parameters of all variants; what is wrong with their syntax is said. */
  compile(key: string, variants: readonly string[]): Set<string> {
    const parameters = new Set<string>()
    for (const text of variants) {
      if (text.trim() === '') this.say(key, 'this message is empty', 'write what is to be said')
      let compiled: CompiledMessage
      try {
        compiled = compileMessage(this.#language, text)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        this.unreadable.add(key)
        this.say(
          key,
          `this is no ICU message (${reason.toLowerCase().replaceAll('_', ' ')})`,
          'close every brace; a parameter is {name}; a plural is {count, plural, one {…} other {…}}',
        )
        continue
      }
      for (const parameter of compiled.parameters) parameters.add(parameter)
      for (const plural of compiled.plurals) {
        const lacking = this.#categories.filter((category) => !plural.categories.includes(category))
        if (lacking.length > 0) {
          const right = `${this.#language} needs ${this.#categories.join(', ')}`
          this.say(key, `the plural of ${plural.parameter} lacks ${lacking.join(', ')}`, right)
        }
      }
    }
    return parameters
  }
}

/** Messages that a language lacks, that do not compile, or that use a parameter that nobody gives. */
export function checkMessages(pack: Pack, sources: Partial<Record<LanguageCode, Source>>): Problem[] {
  const wanted = wantedMessages(pack)
  const problems: Problem[] = []
  const first = new Map<string, { language: LanguageCode; parameters: Set<string> }>()
  for (const language of pack.languages) {
    const file = `messages/${language}.yaml`
    const source = sources[language]
    const catalogue = pack.messages[language]
    if (!source || !catalogue) {
      problems.push({
        file,
        line: 1,
        column: 1,
        path: '',
        wrong: 'this file is missing',
        right: `the pack speaks ${language}: write its messages`,
      })
      continue
    }
    const check = new MessageCheck(language, source)
    for (const [key, parameters] of wanted) {
      if (!catalogue[key]) {
        check.say(key, `there is no message ${key}`, `add it; its parameters: ${parameters.join(', ') || 'none'}`)
      }
    }
    for (const [key, variants] of Object.entries(catalogue)) {
      const parameters = check.compile(key, variants)
      const given = wanted.get(withoutSpoken(key))
      if (!given) {
        check.say(key, `nobody says the message ${key}`, suggest(key, wanted.keys()))
        continue
      }
      for (const parameter of parameters) {
        if (given.includes(parameter)) continue
        check.unreadable.add(key)
        check.say(
          key,
          `nobody gives the parameter ${parameter}`,
          given.length > 0 ? `use ${given.join(', ')}` : 'use none',
        )
      }
      if (key.startsWith('button.') && variants.some((text) => text.length > LONGEST_BUTTON)) {
        check.say(key, 'this title of a button is too long', `at most ${LONGEST_BUTTON} characters`)
      }
      if (check.unreadable.has(key)) continue
      const other = first.get(key)
      if (!other) first.set(key, { language, parameters })
      else if ([...other.parameters].toSorted().join() !== [...parameters].toSorted().join()) {
        const theirs = [...other.parameters].join(', ') || 'none'
        check.say(
          key,
          `its parameters are ${[...parameters].join(', ') || 'none'}`,
          `in ${other.language} they are ${theirs}; use the same`,
        )
      }
    }
    problems.push(...check.problems)
  }
  return problems
}
