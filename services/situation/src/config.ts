import { modelSettings } from '@repartee/llm'
import { readConfig, serviceSettings, setting } from '@repartee/service'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

export const settings = serviceSettings('situation', {
  ...modelSettings,
  SITUATION_MODEL_MS: setting.milliseconds(
    'How long a chat’s turn waits for an intent by a model; a call waits two fifths of it',
    900,
  ),
  PACKS_DIR: setting.text('Folder of the packs', fileURLToPath(new URL('../../../packs', import.meta.url))),
})
export type SituationConfig = z.infer<typeof settings>

export const situationConfig = (): SituationConfig => readConfig(settings, process.env)
