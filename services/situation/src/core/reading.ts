import type { Captured, LanguageCode, PendingAction, SlotValues, TurnReceived } from '@repartee/contracts'
import {
  asksQuestion,
  findCorrection,
  findDateTimes,
  findRefusal,
  readable,
  type Correction,
  type DateTimeEntry,
  type Refusal,
} from '@repartee/language'
import { languageOfText, packPhrases, triggeredIntents, type Pack, type PhraseMatch } from '@repartee/packs'
import { beginsWith } from './words.ts'

export interface TurnLanguage {
  readonly code: LanguageCode
  readonly confidence: number
  readonly switched: boolean
}

/** A turn's words, read once for everything that is to be known of them. */
export interface Reading {
  readonly turn: TurnReceived
  readonly pack: Pack
  /** The contact's own words; empty when a choice was tapped. */
  readonly text: string
  readonly language: TurnLanguage
  /** The language of the reply, then the message's own where it is another. */
  readonly languages: readonly LanguageCode[]
  readonly pending: PendingAction | null
  /** The name of the slot that our last reply asked for. */
  readonly asked: string | null
  /** What a taken choice says; null when none was taken. */
  readonly choice: ReadonlyMap<string, string> | null
  readonly intents: readonly PhraseMatch[]
  readonly services: readonly PhraseMatch[]
  readonly resources: readonly PhraseMatch[]
  readonly entries: readonly DateTimeEntry[]
  readonly refusal: Refusal | null
  readonly correction: Correction | null
  readonly isQuestion: boolean
  /** The session's slots, with what capture found in the second pass. */
  readonly slots: SlotValues
  /** Null in the first pass. */
  readonly captured: Captured | null
}

/** What of a reading is the same in both passes. */
type Words = Omit<Reading, 'slots' | 'captured'>

/** Both passes, and the question whether a second is needed, read the same turn; it goes when the turn goes. */
const known = new WeakMap<TurnReceived, Words>()

/** Reads a turn. With what capture found, the slots are those that the turn leaves. */
export function read(turn: TurnReceived, pack: Pack, captured: Captured | null): Reading {
  const { slots } = turn.snapshot
  let words = known.get(turn)
  if (words?.pack !== pack) {
    words = readWords(turn, pack)
    known.set(turn, words)
  }
  return { ...words, captured, slots: captured ? after(slots, captured) : slots }
}

function readWords(turn: TurnReceived, pack: Pack): Words {
  const { snapshot } = turn
  const choice = turn.choice ? ourChoice(turn.choice.id, pack) : null
  const text = readable(choice ? wordsBesideChoice(turn) : turn.text)
  const fallback = snapshot.settings.defaultLanguage
  const { readIn: languages, ...language } = languageOfText(pack, text, { current: snapshot.language, fallback })
  const { timeZone } = snapshot.settings
  const phrases = packPhrases(pack)
  const first = <Found>(find: (code: LanguageCode) => Found | undefined): Found | null => {
    for (const code of languages) {
      const found = find(code)
      if (found !== undefined) return found
    }
    return null
  }
  const intents = triggeredIntents(pack, text, languages)
  const services = phrases.services.match(text).filter((match) => languages.includes(match.language))
  return {
    turn,
    pack,
    text,
    language,
    languages,
    choice,
    pending: snapshot.pending,
    asked: askedSlot(turn),
    intents: [...intents, ...goneOn(turn, text, { intents, services })],
    services,
    resources: phrases.resources.match(text).filter((match) => languages.includes(match.language)),
    entries: findDateTimes(text, { now: turn.receivedAt, timeZone, language: language.code }),
    refusal: first((code) => findRefusal(text, code)),
    correction: first((code) => findCorrection(text, code)),
    isQuestion: languages.some((code) => asksQuestion(text, code)),
  }
}

/** Questions that may be put again for another service: "and a tune-up?" */
const OF_THE_CALENDAR = new Set(['price_inquiry', 'duration_inquiry'])
const MOST_WORDS_GONE_ON = 6

/** The question that was just answered, where only another service is named. */
function goneOn(
  { snapshot }: TurnReceived,
  text: string,
  { intents, services }: { intents: readonly PhraseMatch[]; services: readonly PhraseMatch[] },
): PhraseMatch[] {
  const last = snapshot.replies.at(-1)?.reasoning.intent
  const [service] = services
  if (last === undefined || !OF_THE_CALENDAR.has(last) || !service || intents.length > 0) return []
  const isShort = text.trim().split(/\s+/u).length <= MOST_WORDS_GONE_ON
  const goesOn = beginsWith(text, 'goesOn') || beginsWith(text, 'followUp') || /[?？؟]\s*$/u.test(text)
  return isShort && goesOn ? [{ ...service, id: last }] : []
}

/** What a choice of ours says; null for the id of something that we did not offer. */
function ourChoice(id: string, pack: Pack): Map<string, string> | null {
  const said = new Map(new URLSearchParams(id))
  const isOurs = (name: string) => ENGINE_KEYS.has(name) || pack.slots.some((slot) => slot.name === name)
  return [...said.keys()].some(isOurs) ? said : null
}

const ENGINE_KEYS = new Set(['answer', 'task', 'booking'])

const wordsBesideChoice = ({ messages }: TurnReceived) =>
  messages
    .slice(0, -1)
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n')

/** What our last reply asked for. */
function askedSlot({ snapshot }: TurnReceived): string | null {
  const question = snapshot.replies.at(-1)?.reply.sidecar.find(({ kind }) => kind === 'question')
  const slot = question?.data['slot']
  return typeof slot === 'string' ? slot : null
}

/** The slots that a turn leaves. */
export function after(before: SlotValues, { slots, dropped }: Captured): SlotValues {
  const kept = Object.entries(before).filter(([name]) => !dropped.includes(name))
  return { ...Object.fromEntries(kept), ...slots }
}
