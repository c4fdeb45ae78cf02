import { postgresSettings, readConfig, serviceSettings, setting } from '@repartee/service'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

export const settings = serviceSettings('followup', {
  ...postgresSettings,
  PACKS_DIR: setting.text('Folder of the packs', fileURLToPath(new URL('../../../packs', import.meta.url))),
})
export type FollowUpConfig = z.infer<typeof settings>

export const followUpConfig = (): FollowUpConfig => readConfig(settings, process.env)
