import { z } from 'zod'
import { date, key, money, names, spokenName, time } from './text.ts'
import { language } from '@repartee/contracts'

const span = z
  .tuple([time, time])
  .refine(([from, to]) => from < to, 'the first time must be before the second, such as [09:00, 14:00]')
export type Span = z.output<typeof span>

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]
/** Spans of work by weekday, wall clock of the tenant; a day without an entry is off. */
export const weeklyHours = z.partialRecord(z.enum(weekdays), z.array(span).min(1))
export type WeeklyHours = z.output<typeof weeklyHours>

export const service = z.strictObject({
  key,
  names,
  durationMinutes: z.int().positive(),
  /** Kept free after it. */
  bufferMinutes: z.int().nonnegative().default(0),
  price: money.nullable().default(null),
  /** Offered when somebody names none of the others. */
  general: z.boolean().default(false),
})
export type Service = z.output<typeof service>

export const resource = z.strictObject({
  key,
  kind: z.enum(['person', 'room', 'vehicle']),
  names,
  /** Grammatical gender of the person, for words that follow it. */
  gender: z.enum(['female', 'male']).optional(),
  services: z.array(key).min(1),
  location: key,
  hours: weeklyHours,
  languages: z.array(z.string()).default([]),
})
export type Resource = z.output<typeof resource>

export const location = z.strictObject({
  key,
  names: z.partialRecord(language, spokenName),
  mapLink: z.url().optional(),
})

/** A day that differs: closed, or with other hours; for all resources or for those named. */
export const exception = z.strictObject({
  from: date,
  to: date.optional(),
  resources: z.array(key).default([]),
  /** Absent: closed. */
  hours: z.array(span).optional(),
  reason: z.string().min(1),
})
export type CalendarException = z.output<typeof exception>

export const calendar = z.strictObject({
  services: z.array(service).min(1),
  resources: z.array(resource).min(1),
  locations: z.array(location).min(1),
  exceptions: z.array(exception).default([]),
  /** The latest day that can be booked, from today. */
  horizonDays: z.int().positive(),
  /** The least time between now and a new booking. */
  noticeHours: z.number().nonnegative(),
  /** Until how long before the start a contact may cancel or move. */
  cancelNoticeHours: z.number().nonnegative(),
  /** Starts lie on multiples of it after the hour. */
  slotMinutes: z.int().positive().max(60),
  /** When a part of the day begins and ends, for "in the morning". */
  dayParts: z.record(z.enum(['morning', 'noon', 'afternoon', 'evening']), span),
})
export type Calendar = z.output<typeof calendar>
