import { fileURLToPath } from 'node:url'
import { readConfig, serviceSettings, setting } from '@repartee/service'
import type { z } from 'zod'

export const settings = serviceSettings('coach', {
  PACKS_DIR: setting.text('Folder of the packs', fileURLToPath(new URL('../../../packs', import.meta.url))),
  ENABLE_COACH_FALLBACK: setting.flag('Give the pack’s advice where no model gives one', true),
  TRACK_ADVICE_SOURCE: setting.flag('Count where each advice comes from', true),
})
export type CoachConfig = z.infer<typeof settings>

export const coachConfig = (): CoachConfig => readConfig(settings, process.env)
