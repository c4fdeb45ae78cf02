import type { TurnReceived } from '@repartee/contracts'
import { asksQuestion, findCorrection, findRefusal, readable } from '@repartee/language'
import { languageOfText, packPhrases, triggeredIntents, type Pack, type Slot } from '@repartee/packs'
import { isOurs } from './choice.ts'
import type { Heard, Span } from './heard.ts'

/** What is the same for all messages of a turn. */
export type TurnHeard = Pick<Heard, 'turn' | 'pack' | 'languages' | 'asked' | 'pending'>

export function hearTurn(turn: TurnReceived, pack: Pack): TurnHeard {
  const { language: current, settings } = turn.snapshot
  const words = wordsOf(turn, pack).join('\n')
  const { readIn: languages } = languageOfText(pack, words, { current, fallback: settings.defaultLanguage })
  return {
    turn,
    pack,
    languages,
    asked: askedSlot(turn, pack),
    pending: turn.snapshot.pending,
  }
}

/** One message, with how its words relate to what was said before. */
export function hearMessage(heard: TurnHeard, text: string, so: Pick<Heard, 'known' | 'task'>): Heard {
  return {
    ...heard,
    ...so,
    text,
    isQuestionOnly: isOnlyQuestion(heard, text),
    correction: correctionIn(heard, text),
    refusal: refusalIn(heard, text),
  }
}

/** The contact's own words, message by message; the title of a choice of ours is not among them. */
export function wordsOf({ messages, choice }: TurnReceived, pack: Pack): string[] {
  const isTaken = choice !== null && isOurs(choice, pack)
  const own = isTaken ? messages.slice(0, -1) : messages
  return own.map(({ text }) => readable(text)).filter((text) => text.trim() !== '')
}

/** What our last reply asked for. */
function askedSlot({ snapshot }: TurnReceived, pack: Pack): Slot | null {
  const question = snapshot.replies.at(-1)?.reply.sidecar.find(({ kind }) => kind === 'question')
  const name = question?.data['slot']
  return pack.slots.find((slot) => slot.name === name) ?? null
}

function isOnlyQuestion({ pack, languages }: TurnHeard, text: string): boolean {
  if (!languages.some((language) => asksQuestion(text, language))) return false
  const intents = triggeredIntents(pack, text, languages).map(({ id }) => pack.intents.find(({ name }) => name === id))
  const asks = intents.some((intent) => intent?.task === undefined && intent?.acknowledgement === 'question')
  const wants = intents.some((intent) => intent?.task !== undefined)
  return !wants && (asks || languages.some((language) => packPhrases(pack).facts.match(text, language).length > 0))
}

function correctionIn({ languages }: TurnHeard, text: string): Heard['correction'] {
  for (const language of languages) {
    const correction = findCorrection(text, language)
    if (!correction) continue
    const { right, wrong, start } = correction
    return {
      right: spanOf(right, text.lastIndexOf(right)),
      wrong: wrong === undefined ? null : spanOf(wrong, text.indexOf(wrong, start)),
    }
  }
  return null
}

const spanOf = (words: string, start: number): Span => ({ start, end: start + words.length })

function refusalIn({ languages }: TurnHeard, text: string): Heard['refusal'] {
  for (const language of languages) {
    const refusal = findRefusal(text, language)
    if (refusal) return refusal
  }
  return null
}
