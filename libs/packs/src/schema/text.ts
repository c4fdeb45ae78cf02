import { z } from 'zod'
import { language } from '@repartee/contracts'

/** A name that code and files refer to: lower-case words joined by underscores. */
export const key = z
  .string()
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'a name is lower-case words joined by underscores, such as booking_new')

/** The key of a message, such as ask.service: groups of messages/<language>.yaml joined by dots. */
export const messageKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/, 'a message key is names joined by dots, such as ask.service')

/** Phrases by language. How they are matched: `phrases.ts`. */
export const phrases = z.partialRecord(language, z.array(z.string().min(1)))
export type Phrases = z.output<typeof phrases>

/** How a thing is called in one language: the name we say, and the other words that people use for it. */
export const spokenName = z.strictObject({
  name: z.string().min(1),
  /** Other forms of the name: short, colloquial, inflected. The name itself need not be among them. */
  synonyms: z.array(z.string().min(1)).default([]),
})
export type SpokenName = z.output<typeof spokenName>
export const names = z.partialRecord(language, spokenName)
export type Names = z.output<typeof names>

export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is HH:MM, such as 09:30')
export const date = z.iso.date('a date is YYYY-MM-DD, such as 2026-12-25')
export const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency is its ISO code, such as EUR')

export const money = z.strictObject({
  amount: z.number().nonnegative(),
  currency,
  /** True when it is the lowest price ("from 60 €"). */
  from: z.boolean().default(false),
})
export type Money = z.output<typeof money>
