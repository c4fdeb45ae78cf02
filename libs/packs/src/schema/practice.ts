import { z } from 'zod'
import { key, messageKey, names, phrases } from './text.ts'

/** Where a practised conversation stands. */
export const practiceStages = ['opening', 'discovery', 'objection', 'evaluation', 'decision', 'won', 'lost'] as const
export type PracticeStage = (typeof practiceStages)[number]

/** Something that the trainee may ask the customer. */
const topic = z.strictObject({ id: key, phrases })

/** Something that the trainee does, good or bad. */
const move = z.strictObject({
  id: key,
  phrases,
  /** What it does to the customer's mood, which is between 0 and 1; the first three times. */
  mood: z.number().min(-1).max(1).default(0),
  /** It is about what is sold: too early while nothing was asked. */
  pitches: z.boolean().default(false),
  /** It asks for the next step. */
  closes: z.boolean().default(false),
  /** It ends the conversation: nobody stays after that. */
  offends: z.boolean().default(false),
})

const objection = z.strictObject({
  id: key,
  /** How it is said; its variants in turn while it is not met. */
  say: messageKey,
  /** What is said when it is met. */
  met: messageKey,
  /** Moves that meet it. */
  by: z.array(key).min(1),
  /** Moves that make it worse. */
  worse: z.array(key).default([]),
  /** Moves that bring it up at once, such as naming the price. */
  after: z.array(key).default([]),
})

const persona = z.strictObject({
  id: key,
  names,
  /** For a model that words what the customer says, in English. */
  description: z.string().min(1),
  mood: z.number().min(0).max(1),
  /** Turns after which they have no more time. */
  patience: z.int().positive(),
  /** The mood from which they say yes. */
  yesFrom: z.number().min(0).max(1),
  /** In the order in which they come up. */
  objections: z.array(key).min(1),
  /** Who they are, told to the trainee at the beginning. */
  about: messageKey,
  /** What they answer, by topic. */
  answers: z.record(key, messageKey),
})

/** Something that the score looks at; one condition each. */
const criterion = z.strictObject({
  id: key,
  label: messageKey,
  points: z.int().positive(),
  /** Topics to have asked for; fewer give a part of the points. */
  topics: z.int().positive().optional(),
  /** Moves to have made, so many times in all. */
  moves: z.array(key).optional(),
  times: z.int().positive().default(1),
  /** Moves not to have made. */
  without: z.array(key).optional(),
  /** The share of the objections that came up and were met. */
  objections: z.boolean().optional(),
  /** The stage at the end. */
  stage: z.enum(practiceStages).optional(),
})

/** A customer to practise on: what they say and feel, and how the trainee is scored. */
export const practice = z.strictObject({
  /** The role of the pack that is played. */
  role: key,
  /** Whole messages of the trainee that end it. */
  end: phrases,
  topics: z.array(topic).min(1),
  moves: z.array(move).min(1),
  objections: z.array(objection).min(1),
  personas: z.array(persona).min(1),
  rubric: z.array(criterion).min(1),
})
export type Practice = z.output<typeof practice>
export type PracticePersona = Practice['personas'][number]
