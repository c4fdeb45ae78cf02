import { z } from 'zod'
import { conversationState, dialogueAct, pendingAction } from '@repartee/contracts'
import { choices } from './commands.ts'
import { formula } from './formula.ts'
import { currency, key, messageKey, phrases } from './text.ts'

export const slotType = z.enum([
  'service',
  'person',
  'date',
  'time',
  'day_part',
  'name',
  'phone',
  'email',
  'address',
  'named',
  'money',
  'number',
  'yes_no',
  'text',
  'choice',
  'symbol',
])
export type SlotType = z.output<typeof slotType>

export const slot = z.strictObject({
  name: key,
  type: slotType,
  /** One line for people and models, in English. */
  description: z.string().min(1),
  /** A new value of a critical slot makes detection run again. */
  critical: z.boolean().default(false),
  /** The message that asks for it. */
  ask: messageKey,
  /** The message that reads it back; its parameter is `value`. Without it the slot is not read back. */
  readBack: messageKey.optional(),
  /** Kept when the task is done and in the next conversation, such as the contact's name. */
  remember: z.boolean().default(false),
  /** Filled from what the channel tells (name, phone) when the contact does not say it. */
  fromProfile: z.enum(['name', 'phone']).optional(),
  /** Of a `choice`: what it can be. Of a `symbol`: the codes that are known by a name too ("Apple" for AAPL). */
  choices: choices.default([]),
  /**
   * Of a `text`, `yes_no`, `number` or `money`: phrases that show that it is talked about. A `text` slot then takes the clause that holds one.
   * Of a `choice`: one of them stands before the choice's name, in the same sentence; without cues the name alone is enough.
   * Of a `named` (a place, a company, somebody): words right after which the name stands, such as "in" and "near" of a city.
   * Of a `number` or `money`: the number right after one is meant, or right before it ("100 shares"); the longest wins.
   */
  cues: phrases.default({}),
  /** Of a `number` or `money`: the slot right after whose words a number without a cue stands ("AAPL 182"). */
  follows: key.optional(),
  /** Of a `number`: a point always separates decimals, also before three digits (1.085). */
  decimalPoint: z.boolean().default(false),
  /** Of a `symbol`: words in capitals that are no code, such as RSI and USD. */
  except: phrases.default({}),
})
export type Slot = z.output<typeof slot>

export const taskKind = z.enum(['book', 'move', 'cancel', 'list', 'inquire', 'handoff', 'collect'])

/** A number that is counted out of slots and of the figures before it. */
export const figure = z.strictObject({
  name: key,
  formula,
  format: z.enum(['number', 'money', 'percent', 'ratio']).default('number'),
  /** Of `money`: its currency; without it, just the amount. */
  currency: currency.optional(),
})
export type Figure = z.output<typeof figure>

/** What cannot be: the slot is emptied, and asked for with the message. */
export const taskProblem = z.strictObject({ when: formula, slot: key, message: messageKey })

export const task = z.strictObject({
  name: key,
  /**
   * What the engine does with it. `collect` takes its slots, counts its figures, reads them back, and hands them to the
   * tool, without a calendar. `list` lists appointments, or with the tool `journal.find` what was decided.
   */
  kind: taskKind,
  /** The state while its slots are taken. */
  state: conversationState,
  /** How the contact is told of it: a noun phrase, such as "book an appointment". */
  label: messageKey,
  /**
   * In the order in which they are asked. An optional slot is never asked for, but used when given; one with `from` is
   * counted where it is not said and all that it needs is there.
   */
  slots: z.array(z.strictObject({ slot: key, optional: z.boolean().default(false), from: formula.optional() })),
  /** The tool that carries it out; null when only words come out. `journal.record` writes a decision into the journal. */
  tool: z.string().nullable(),
  /** What waits for a yes before the tool runs; null when nothing is asked. */
  confirm: pendingAction.shape.kind.nullable(),
  /** Of `collect`, in the order in which they are counted. */
  figures: z.array(figure).default([]),
  problems: z.array(taskProblem).default([]),
  /** Of `collect`: reads back what is complete; its parameters are the slots and the figures, `none` where one is not there. */
  readBack: messageKey.optional(),
  /** Of `collect`: said when it is done, and when the contact says no. The same parameters. */
  done: messageKey.optional(),
  declined: messageKey.optional(),
  /** Of the tool `journal.record`: which slot or figure each column of the entry comes from. */
  journal: z
    .strictObject({
      instrument: key,
      side: key.optional(),
      quantity: key.optional(),
      entry: key.optional(),
      stop: key.optional(),
      exit: key.optional(),
      rationale: key.optional(),
    })
    .optional(),
})
export type Task = z.output<typeof task>

export const intent = z.strictObject({
  name: key,
  description: z.string().min(1),
  /** The task that it starts. */
  task: key.optional(),
  /** The coach's fallback entry; without it the entry of the intent's own name. */
  advice: key.optional(),
  /** Model tier: confirm, deny, greeting, goodbye are fast. */
  tier: z.enum(['fast', 'standard', 'deep']).default('standard'),
  /** The kind of acknowledgement while an answer takes long. */
  acknowledgement: z.enum(['booking', 'question', 'other']).default('other'),
  /** Whole messages: for the nearest-example rule, for embeddings and for models. */
  examples: phrases,
  /** Words and phrases that are enough by themselves at the rules level. */
  triggers: phrases.default({}),
  /** Phrases that speak against it though a trigger is there. */
  except: phrases.default({}),
  /** Answered with passages of the pack's knowledge files, where no fact answers it. */
  knowledge: z.boolean().default(false),
  /** Said at the rules level where nothing else answers it; its parameters are `business` and the slots, `none` where one is not there. */
  answer: messageKey.optional(),
  /** The question goes to the team besides, where only `answer` answered it. */
  toTeam: z.boolean().default(false),
  /** The screen command that the words give. */
  command: key.optional(),
})
export type Intent = z.output<typeof intent>

/** All named conditions must hold; within one list any value is enough. No condition: always. */
export const situation = z.strictObject({
  name: key,
  description: z.string().min(1),
  when: z
    .strictObject({
      intents: z.array(key).optional(),
      acts: z.array(dialogueAct).optional(),
      states: z.array(conversationState).optional(),
      phrases: phrases.optional(),
      /** Slots that must be filled; a change of one is a `context_delta`. */
      filled: z.array(key).optional(),
      /** Slots that must be empty. */
      missing: z.array(key).optional(),
      minFrustration: z.int().min(0).max(5).optional(),
    })
    .default({}),
})
export type Situation = z.output<typeof situation>

export const principle = z.strictObject({
  name: key,
  /** How to answer, for models and for people: one or two sentences in English. */
  instruction: z.string().min(1),
  /** A message said before the answer at the rules level, such as sympathy. */
  opening: messageKey.optional(),
  /** The answer at the rules level where no fact answers, such as what is said to an objection; its variants in turn. */
  answer: messageKey.optional(),
  /** The answer stands before facts, and only those that were clearly asked for follow it. */
  overFacts: z.boolean().default(false),
  /** While no task is under way, the first of these slots that is not known is asked for after the answer. */
  asks: z.array(key).default([]),
  /** Where nothing is left to ask, this task is offered, with a question that a yes begins it by. */
  offers: z.strictObject({ task: key, invite: messageKey }).optional(),
})
export type Principle = z.output<typeof principle>

/** The first rule whose conditions all hold names the principle. No condition: always. */
export const selectorRule = z.strictObject({
  name: key,
  when: z
    .strictObject({
      situations: z.array(key).optional(),
      filled: z.array(key).optional(),
      missing: z.array(key).optional(),
      /** At least one of them is among the last three principles. */
      after: z.array(key).optional(),
      /** None of them is among the last three principles. */
      notAfter: z.array(key).optional(),
      minResistance: z.int().nonnegative().optional(),
      maxResistance: z.int().nonnegative().optional(),
    })
    .default({}),
  principle: key,
})
export type SelectorRule = z.output<typeof selectorRule>

/** Declared for prompts and documents; the engine's state machine is total and lives in the situation service. */
export const state = z.strictObject({
  name: conversationState,
  description: z.string().min(1),
  /** Added to a model's prompt in this state. */
  prompt: z.string().default(''),
  transitions: z.array(z.strictObject({ on: z.union([dialogueAct, key]), to: conversationState })),
})
export type State = z.output<typeof state>

export const role = z.strictObject({
  name: key,
  description: z.string().min(1),
  /** Who plays it: the engine, the contact, or a human of the business. */
  playedBy: z.enum(['ai', 'contact', 'human']),
})
