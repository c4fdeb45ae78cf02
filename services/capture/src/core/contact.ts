import { findEmails, findPhones } from '@repartee/language'
import { firstThatFinds, NOTHING, slotOf, type Findings, type Heard } from './heard.ts'

/** The contact's phone number, in E.164. */
export function readPhone(heard: Heard): Findings {
  const slot = slotOf(heard, 'phone')
  if (slot === null) return NOTHING
  const { region } = heard.turn.snapshot.settings
  const asked = heard.asked?.type === 'phone'
  const phones = firstThatFinds(heard.languages, (language) => findPhones(heard.text, { region, language, asked }))
  // What is said last is the correction of what was said before.
  const valid = phones.findLast((phone) => phone.e164 !== undefined)
  if (valid?.e164 !== undefined) {
    const { quote, start, end, e164 } = valid
    return { found: [{ slot: slot.name, value: e164, quote, start, end, confidence: 0.95 }], dropped: [], problems: [] }
  }
  const [wrong] = phones
  if (!wrong || !asked) return NOTHING
  return { found: [], dropped: [], problems: [{ slot: slot.name, quote: wrong.quote, problem: 'not_a_number' }] }
}

/** The contact's mail address. */
export function readEmail(heard: Heard): Findings {
  const slot = slotOf(heard, 'email')
  if (slot === null) return NOTHING
  const found = firstThatFinds(heard.languages, (language) => findEmails(heard.text, language)).at(-1)
  if (!found) return NOTHING
  const { quote, start, end, email } = found
  return { found: [{ slot: slot.name, value: email, quote, start, end, confidence: 0.95 }], dropped: [], problems: [] }
}
