import { fileURLToPath } from 'node:url'
import { modelSettings } from '@repartee/llm'
import { readConfig, serviceSettings, setting } from '@repartee/service'
import type { z } from 'zod'

export const settings = serviceSettings('coach', {
  ...modelSettings,
  PACKS_DIR: setting.text('Folder of the packs', fileURLToPath(new URL('../../../packs', import.meta.url))),
  ENABLE_COACH_FALLBACK: setting.flag('Give the pack’s advice where no model gives one', true),
  TRACK_ADVICE_SOURCE: setting.flag('Count where each advice comes from', true),
  COACH_SHARE: setting.count('Percent of the users whom a model advises, at first', 100, { min: 0, max: 100 }),
  COACH_DEADLINE_MIN_MS: setting.count('The least time that a model has for an advice, in milliseconds', 1500, {
    min: 100,
    max: 30_000,
  }),
  COACH_DEADLINE_MAX_MS: setting.count('The most time that a model has for an advice, in milliseconds', 6000, {
    min: 100,
    max: 30_000,
  }),
})
export type CoachConfig = z.infer<typeof settings>

export const coachConfig = (): CoachConfig => readConfig(settings, process.env)
