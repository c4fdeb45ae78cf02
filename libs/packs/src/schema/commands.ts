import { z } from 'zod'
import { key, messageKey, names, phrases } from './text.ts'

/** The id of a choice, as screens and calculations know it: daily, 4h, AAPL, BTC/USD. */
export const choiceId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'an id is letters and digits, with . _ / - in between, such as 4h or AAPL')

export const choices = z.array(z.strictObject({ id: choiceId, names }))

const argument = {
  name: key,
  /** The message that asks for it where an action needs it. */
  ask: messageKey,
}

/** Something that a command is about, and how it is found in the words. */
export const commandArgument = z.discriminatedUnion('type', [
  /**
   * A code, read as the slot of type `symbol` is. With `kept`, where none is said, that of the last command, then the
   * slot's value. With cues it is the one right after a cue ("compare with MSFT").
   */
  z.strictObject({
    ...argument,
    type: z.literal('symbol'),
    slot: key,
    kept: z.boolean().default(false),
    cues: phrases.default({}),
  }),
  /** One of these (or several, with `many`); with `numbered` the numbers beside it belong to it ("RSI 14", "50 EMA"). */
  z.strictObject({
    ...argument,
    type: z.literal('choice'),
    choices: choices.min(1),
    many: z.boolean().default(false),
    numbered: z.boolean().default(false),
    /** Taken from the last command of the kind where none is said. */
    kept: z.boolean().default(false),
  }),
  /** A number right after one of the cues. */
  z.strictObject({ ...argument, type: z.literal('number'), cues: phrases }),
])
export type CommandArgument = z.output<typeof commandArgument>

/** One thing that a screen can do. Several may have the same id: other words for the same. */
export const commandAction = z.strictObject({
  id: key,
  /** Words that ask for it; the longest wins. Without them it is taken when all that it needs is said. */
  phrases: phrases.default({}),
  /** Arguments without which it cannot be done. */
  needs: z.array(key).default([]),
  /** What is said; its parameters are the arguments, `none` where one is not there. */
  message: messageKey,
})
export type CommandAction = z.output<typeof commandAction>

/** What a contact can have a screen do: read by rules, carried out by whoever shows the sidecar. */
export const command = z.strictObject({
  name: key,
  /** The kind of the reply's sidecar that holds it. */
  sidecar: key,
  arguments: z.array(commandArgument).min(1),
  actions: z.array(commandAction).min(1),
})
export type Command = z.output<typeof command>
