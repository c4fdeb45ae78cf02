import { z } from 'zod'
import { channel, conversationState, language } from '@repartee/contracts'
import { weekdays } from './calendar.ts'
import { key } from './text.ts'

/** One line of golden.jsonl: a message and what must be understood. Left out: not looked at. */
export const goldenLine = z.strictObject({
  id: z.string().min(1),
  language,
  text: z.string().min(1),
  /** The reference time, in the zone given; dates are relative to it. */
  at: z.iso.datetime({ offset: true }).default('2026-11-20T09:30:00+01:00'),
  timeZone: z.string().default('Europe/Madrid'),
  region: z.string().length(2).default('ES'),
  /** What stood before the message. */
  before: z
    .strictObject({
      state: conversationState.default('idle'),
      task: key.nullable().default(null),
      slots: z.record(key, z.string()).default({}),
      /** Our last words. */
      asked: z.string().optional(),
      /** The slot that they asked for. */
      askedSlot: key.optional(),
    })
    .default({ state: 'idle', task: null, slots: {} }),
  /** Normalised values: an id of the calendar, YYYY-MM-DD, HH:MM, E.164, yes or no. */
  slots: z.record(key, z.string()).default({}),
  intent: key.optional(),
  situation: key.optional(),
  /** The fact that answers. */
  fact: key.optional(),
  /** What the screen command is, and at least what it is about. */
  command: z.record(z.string(), z.unknown()).optional(),
  /** The knowledge file that answers, such as stops. */
  knowledge: z.string().optional(),
  /** The red flag; null: none, a near miss. */
  redFlag: key.nullable().default(null),
})
export type GoldenLine = z.output<typeof goldenLine>

const expectation = z.strictObject({
  /** Parts of our replies, any one of them, case does not matter. */
  says: z.array(z.string()).optional(),
  state: conversationState.optional(),
  /** The language that the replies are in. */
  language: language.optional(),
  /** Structure that the reply carries for screens: of this kind, with at least this in it. */
  sidecar: z.strictObject({ kind: key, data: z.record(z.string(), z.unknown()).default({}) }).optional(),
})

/** scenarios/<name>.yaml: a scripted contact, what must and must not happen. */
export const scenario = z.strictObject({
  name: key,
  description: z.string().min(1),
  channel: channel.default('whatsapp'),
  language,
  at: z.iso.datetime({ offset: true }).default('2026-11-20T09:30:00+01:00'),
  contact: z.strictObject({ name: z.string().optional(), phone: z.string().optional() }).default({}),
  /** What the contact says, in order; each is sent when the reply to the one before is there. */
  messages: z
    .array(
      z.strictObject({
        /** Its words, or the id (or its beginning) of a choice that was offered. */
        text: z.string().optional(),
        choose: z.string().optional(),
        expect: expectation.optional(),
      }),
    )
    .min(1),
  /** Of all replies together. */
  must: z.array(z.string()).default([]),
  mustNot: z.array(z.string()).default([]),
  /** The bookings that stand at the end; empty: none. */
  bookings: z
    .array(
      z.strictObject({
        service: key,
        resource: key.optional(),
        localDate: z.iso.date().optional(),
        /** For cards that are played on any day. */
        weekday: z.enum(weekdays).optional(),
        localTime: z.string().optional(),
        contactName: z.string().optional(),
        contactPhone: z.string().optional(),
        status: z.enum(['confirmed', 'cancelled']).default('confirmed'),
      }),
    )
    .default([]),
  /** What the journal holds at the end, oldest first: at least these values. */
  decisions: z.array(z.record(key, z.union([z.string(), z.number()]))).default([]),
  escalated: z.boolean().default(false),
  /** Points out of 100 for each thing that holds; they add up to 100. */
  score: z.record(z.enum(['outcome', 'language', 'must', 'must_not', 'turns']), z.number()).default({
    outcome: 40,
    language: 15,
    must: 20,
    must_not: 15,
    turns: 10,
  }),
  /** More turns than that lose the points for `turns`. */
  maxTurns: z.int().positive(),
})
export type Scenario = z.output<typeof scenario>
