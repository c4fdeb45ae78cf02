import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Language } from '../language.ts'
import { tableOf } from '../tables/index.ts'

/**
 * A number as it is said when it is read back: digit by digit, in the groups of its national form, a comma between groups.
 * What is no valid number is said digit by digit in threes.
 */
export function spokenPhone(number: string, language: Language): string {
  const { spokenDigits, spokenPlus } = tableOf(language).phone
  const parsed = parsePhoneNumberFromString(number)
  const written = parsed?.isValid()
    ? parsed.formatNational()
    : number.replaceAll(/[^\d+]/gu, '').replaceAll(/(\d{3})(?=\d)/gu, '$1 ')
  const separator = language === 'zh' ? '' : ' '
  return (written.match(/\+|\d+/gu) ?? [])
    .map((group) =>
      group === '+' ? spokenPlus : Array.from(group, (digit) => spokenDigits[Number(digit)] ?? digit).join(separator),
    )
    .join(language === 'zh' ? '，' : ', ')
}
