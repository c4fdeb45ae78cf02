import { z } from 'zod'
import { conversationState, dialogueAct, pendingAction } from '@repartee/contracts'
import { key, messageKey, names, phrases } from './text.ts'

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
  /** Of a `choice`: what it can be. */
  choices: z.array(z.strictObject({ id: key, names })).default([]),
  /**
   * Of a `text`, `yes_no`, `number` or `money`: phrases that show that it is talked about. A `text` slot then takes the clause that holds one.
   * Of a `named` (a place, a company, somebody): words right after which the name stands, such as "in" and "near" of a city.
   */
  cues: phrases.default({}),
})
export type Slot = z.output<typeof slot>

export const taskKind = z.enum(['book', 'move', 'cancel', 'list', 'inquire', 'handoff', 'collect'])

export const task = z.strictObject({
  name: key,
  /** What the engine does with it. `collect` takes its slots and hands them to the tool, without a calendar. */
  kind: taskKind,
  /** The state while its slots are taken. */
  state: conversationState,
  /** How the contact is told of it: a noun phrase, such as "book an appointment". */
  label: messageKey,
  /** In the order in which they are asked. An optional slot is never asked for, but used when given. */
  slots: z.array(z.strictObject({ slot: key, optional: z.boolean().default(false) })),
  /** The tool that carries it out; null when only words come out. */
  tool: z.string().nullable(),
  /** What waits for a yes before the tool runs; null when nothing is asked. */
  confirm: pendingAction.shape.kind.nullable(),
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
