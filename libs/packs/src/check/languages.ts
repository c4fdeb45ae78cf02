import type { LanguageCode } from '@repartee/contracts'
import type { Pack } from '../pack.ts'
import type { Found } from './found.ts'

type ByLanguage = Partial<Record<LanguageCode, unknown>>

const isThere = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== undefined)

/** Entries that a pack holds at least; their texts are the pack's own. */
const ADVICE_ENTRIES = [
  'price_inquiry',
  'objection_price',
  'objection_competitor',
  'closing_signal',
  'product_inquiry',
  'greeting',
  'benefit_inquiry',
  'default',
  'error_fallback',
]

/** Tables of words that lack one of the pack's languages, and advice that is not there. */
export function checkLanguages(pack: Pack, found: Found): void {
  const whole = (path: readonly PropertyKey[], what: string, table: ByLanguage): void => {
    const lacking = pack.languages.filter((language) => !isThere(table[language]))
    if (lacking.length === 0) return
    found.say(
      path,
      `${what} lacks ${lacking.join(', ')}`,
      `add it in each language of the pack (${pack.languages.join(', ')})`,
    )
  }
  const wholeOrNone = (path: readonly PropertyKey[], what: string, table: ByLanguage): void => {
    if (Object.values(table).some(isThere)) whole(path, what, table)
  }
  for (const [index, intent] of pack.intents.entries()) {
    const at = ['intents', index]
    whole([...at, 'examples'], `examples of the intent ${intent.name}`, intent.examples)
    wholeOrNone([...at, 'triggers'], `triggers of the intent ${intent.name}`, intent.triggers)
    wholeOrNone([...at, 'except'], `except of the intent ${intent.name}`, intent.except)
  }
  for (const [index, fact] of pack.facts.entries()) {
    whole(['facts', index, 'questions'], `questions of the fact ${fact.id}`, fact.questions)
    wholeOrNone(['facts', index, 'triggers'], `triggers of the fact ${fact.id}`, fact.triggers)
  }
  for (const [index, flag] of pack.redFlags.flags.entries()) {
    whole(['redFlags', 'flags', index, 'phrases'], `phrases of the red flag ${flag.id}`, flag.phrases)
  }
  for (const [index, situation] of pack.situations.entries()) {
    const at = ['situations', index, 'when', 'phrases']
    wholeOrNone(at, `phrases of the situation ${situation.name}`, situation.when.phrases ?? {})
  }
  for (const [index, check] of pack.replyChecks.entries()) {
    whole(['replyChecks', index, 'phrases'], `phrases of the check ${check.name}`, check.phrases)
  }
  for (const [index, slot] of pack.slots.entries()) {
    for (const [number, choice] of slot.choices.entries()) {
      whole(['slots', index, 'choices', number, 'names'], `names of the choice ${choice.id}`, choice.names)
    }
  }
  for (const [index, command] of pack.commands.entries()) {
    for (const [number, action] of command.actions.entries()) {
      const at = ['commands', index, 'actions', number, 'phrases']
      wholeOrNone(at, `phrases of the action ${action.id}`, action.phrases)
    }
    for (const [number, argument] of command.arguments.entries()) {
      const at = ['commands', index, 'arguments', number]
      if (argument.type === 'number') whole([...at, 'cues'], `cues of ${argument.name}`, argument.cues)
      if (argument.type !== 'choice') continue
      for (const [place, { id, names }] of argument.choices.entries()) {
        whole([...at, 'choices', place, 'names'], `names of the choice ${id}`, names)
      }
    }
  }
  for (const [section, list] of Object.entries({
    services: pack.calendar?.services ?? [],
    resources: pack.calendar?.resources ?? [],
    locations: pack.calendar?.locations ?? [],
  })) {
    for (const [index, { key, names }] of list.entries()) {
      whole(['calendar', section, index, 'names'], `names of ${key}`, names)
    }
  }
  for (const section of ['topics', 'moves'] as const) {
    for (const [index, { id, phrases }] of (pack.practice?.[section] ?? []).entries()) {
      whole(['practice', section, index, 'phrases'], `phrases of ${id}`, phrases)
    }
  }
  for (const [index, { id, names }] of (pack.practice?.personas ?? []).entries()) {
    whole(['practice', 'personas', index, 'names'], `names of ${id}`, names)
  }
  whole(['optOut', 'stop'], 'the opt-out words', pack.optOut.stop)
  whole(['coach', 'heading'], 'the heading of the tips', pack.coach.heading)
  for (const [name, entry] of Object.entries(pack.coach.entries)) {
    whole(['coach', 'entries', name], `the advice ${name}`, entry)
  }
  for (const name of ADVICE_ENTRIES) {
    if (!(name in pack.coach.entries)) {
      found.say(
        ['coach', 'entries'],
        `there is no advice ${name}`,
        'add it: one advice and three tips in each language',
      )
    }
  }
}
