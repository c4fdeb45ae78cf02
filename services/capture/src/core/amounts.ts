import { findMoney } from '@repartee/language'
import { findSymbols, packPhrases, type PhraseMatch, type Slot } from '@repartee/packs'
import { firstThatFinds, overlaps, type Found, type Heard, type Span } from './heard.ts'

interface Amount extends Span {
  readonly quote: string
  readonly value: number
  readonly hasCurrency: boolean
}

/** An amount that may be meant for a slot; the nearer to what speaks for it, the better. */
interface Claim {
  readonly slot: Slot
  readonly amount: Amount
  readonly distance: number
  /** Of several that are as near, the longest cue knows best: "stop at 178" is no entry. */
  readonly words: number
}

/** How many words may stand between a cue and its number, and between a number and the cue after it ("100 shares"). */
const MOST_WORDS_AFTER = 8
const MOST_WORDS_BEFORE = 2
/** A number stands after its cue rather than before it, or right before it ("100 shares"), and in the same clause. */
const RIGHT_BEFORE_CUE = 1
const BEFORE_CUE = 3
const OTHER_CLAUSE = 6
/** An amount with a currency belongs to the slot of money that is spoken of, wherever it stands. */
const ANYWHERE = 20
const ASKED = 30

/** Numbers and amounts of money, each given to the slot that it is nearest to: "buy 100 at 182, stop 178, target 195". */
export function readAmounts(heard: Heard, others: readonly Span[]): Found[] {
  const slots = heard.pack.slots.filter(({ type }) => type === 'number' || type === 'money')
  if (slots.length === 0) return []
  const amounts = amountsIn(heard, others)
  const claims = slots
    .flatMap((slot) => claimsOf(heard, slot, amounts))
    .toSorted((a, b) => a.distance - b.distance || b.words - a.words || a.amount.start - b.amount.start)
  const given = new Map<Slot, Amount>()
  for (const { slot, amount } of claims) {
    if (!given.has(slot) && ![...given.values()].includes(amount)) given.set(slot, amount)
  }
  return [...given].map(([slot, amount]) => foundOf(slot, amount))
}

function foundOf(slot: Slot, { quote, start, end, value }: Amount): Found {
  const decimal = slot.decimalPoint ? /\d+\.\d{3}$/u.exec(quote)?.[0] : undefined
  return { slot: slot.name, value: String(Number(decimal ?? value)), quote, start, end, confidence: 0.9 }
}

function amountsIn({ pack, text, languages }: Heard, others: readonly Span[]): Amount[] {
  const names = packPhrases(pack).choices.match(text)
  return firstThatFinds(languages, (language) => findMoney(text, { language, asked: true }))
    .filter((one) => !others.some((other) => overlaps(one, other)) && !names.some((name) => overlaps(one, name)))
    .filter(({ end, quote }) => !(/\d$/u.test(quote) && /^(?!\p{Script=Han})\p{L}/u.test(text.slice(end))))
    .map(({ quote, start, end, amount, currency }) => ({
      quote,
      start,
      end,
      value: amount,
      hasCurrency: currency !== undefined,
    }))
}

function claimsOf(heard: Heard, slot: Slot, amounts: readonly Amount[]): Claim[] {
  const { pack, text, asked } = heard
  const every = packPhrases(pack).cues.match(text)
  const cues = every.filter(({ id }) => id === slot.name)
  // "Buy Apple at 182": the nearest cue has the number.
  const isOthers = (cue: Span, amount: Span) =>
    every.some(
      ({ id, start, end }) => id !== slot.name && isAmounts(pack, id) && start >= cue.end && end <= amount.start,
    )
  const leads = [...cues, ...followed(heard, slot)]
  const isAsked = asked?.name === slot.name
  return amounts.flatMap((amount) => {
    const mark = markOf(heard, amount)
    if (mark !== null) return mark === slot.name ? [{ slot, amount, distance: 0, words: 1 }] : []
    const claims = leads.flatMap(({ words, ...cue }) => {
      const distance = isOthers(cue, amount) ? null : distanceOf(text, cue, amount)
      return distance === null ? [] : [{ slot, amount, distance, words }]
    })
    const isMoney = slot.type === 'money' && amount.hasCurrency && cues.length > 0
    if (isMoney) claims.push({ slot, amount, distance: ANYWHERE, words: 1 })
    if (isAsked) claims.push({ slot, amount, distance: ASKED, words: 1 })
    return claims
  })
}

const isAmounts = (pack: Heard['pack'], name: string) => {
  const type = pack.slots.find((slot) => slot.name === name)?.type
  return type === 'number' || type === 'money'
}

/** The words of the slot that this one follows: "AAPL 182", "AAPL @182". */
function followed({ pack, text }: Heard, slot: Slot): Pick<PhraseMatch, 'start' | 'end' | 'words'>[] {
  const of = pack.slots.find(({ name }) => name === slot.follows)
  const named = of?.type === 'symbol' ? findSymbols(pack, of, text) : []
  return named
    .filter(({ end }) => /^[\s:@$€£]*\d/u.test(text.slice(end)))
    .map(({ start, end }) => ({ start, end, words: 0 }))
}

/** The slot whose sign stands at an amount ("1 %", "@182"); null where no sign of a slot does. */
function markOf({ pack, text, languages }: Heard, { start, end }: Amount): string | null {
  const before = text.slice(0, start).trimEnd()
  const after = text.slice(end).trimStart()
  const marked = pack.slots.find(({ cues }) =>
    languages.some((language) =>
      (cues[language] ?? []).some(
        (cue) => !/[\p{L}\p{N}]/u.test(cue) && (after.startsWith(cue) || before.endsWith(cue)),
      ),
    ),
  )
  return marked?.name ?? null
}

const wordsIn = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
const crosses = (between: string) => /[,;!?\n]|\.\s/u.test(between)

function distanceOf(text: string, cue: Span, amount: Span): number | null {
  const isAfter = amount.start >= cue.end
  if (!isAfter && amount.end > cue.start) return null
  const between = isAfter ? text.slice(cue.end, amount.start) : text.slice(amount.end, cue.start)
  const words = wordsIn(between)
  if (words > (isAfter ? MOST_WORDS_AFTER : MOST_WORDS_BEFORE)) return null
  const before = words === 0 ? RIGHT_BEFORE_CUE : BEFORE_CUE
  return words + (isAfter ? 0 : before) + (crosses(between) ? OTHER_CLAUSE : 0)
}
