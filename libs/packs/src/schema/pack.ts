import { z } from 'zod'
import { channel, language } from '@repartee/contracts'
import { calendar } from './calendar.ts'
import { command } from './commands.ts'
import { debounce, deadlines, followUps, limits, optOut, voice } from './conduct.ts'
import { intent, principle, role, selectorRule, situation, slot, state, task } from './dialogue.ts'
import { coach, fact, redFlags, replyCheck, tool } from './knowledge.ts'
import { practice } from './practice.ts'

/** All that a pack declares in YAML: pack.yaml, and the files beside it that hold one section each. */
export const packDeclaration = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a pack is named like its folder, such as clinic'),
  description: z.string().min(1),
  /** What it has in common with others, such as `appointments`: its sections and messages hold where the pack has none of its own. */
  extends: z.string().optional(),
  channels: z.array(channel).min(1),
  /** The first is used where a contact's language is not among them. */
  languages: z.array(language).min(1),
  roles: z.array(role).min(1),
  slots: z.array(slot),
  tasks: z.array(task),
  intents: z.array(intent).min(1),
  situations: z.array(situation).min(1),
  principles: z.array(principle).min(1),
  selector: z.array(selectorRule).min(1),
  states: z.array(state).min(1),
  facts: z.array(fact).default([]),
  /** What a contact can have a screen do, such as charts. */
  commands: z.array(command).default([]),
  redFlags,
  optOut,
  tools: z.array(tool),
  replyChecks: z.array(replyCheck).default([]),
  coach,
  /** Absent in a pack that nobody practises on. */
  practice: practice.optional(),
  /** Absent in a pack that books nothing. */
  calendar: calendar.optional(),
  limits: limits.default(limits.parse({})),
  debounce: debounce.default(debounce.parse({})),
  deadlines: deadlines.default(deadlines.parse({})),
  followUps: followUps.default(followUps.parse({})),
  voice: voice.default(voice.parse({})),
})
export type PackDeclaration = z.output<typeof packDeclaration>

/** Sections that may stand in a file of their own beside pack.yaml. */
export const sectionFiles = {
  intents: 'intents.yaml',
  facts: 'facts.yaml',
  commands: 'commands.yaml',
  redFlags: 'red-flags.yaml',
  coach: 'advice.yaml',
  calendar: 'calendar.yaml',
  practice: 'practice.yaml',
} as const satisfies Partial<Record<keyof PackDeclaration, string>>
