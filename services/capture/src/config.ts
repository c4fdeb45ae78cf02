import { modelSettings } from '@repartee/llm'
import { readConfig, serviceSettings, setting } from '@repartee/service'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

export const settings = serviceSettings('capture', {
  ...modelSettings,
  CAPTURE_MODEL_MS: setting.milliseconds(
    'How long a chat’s turn waits for facts by a model; a call waits two fifths of it',
    1000,
  ),
  PACKS_DIR: setting.text('Folder of the packs', fileURLToPath(new URL('../../../packs', import.meta.url))),
})
export type CaptureConfig = z.infer<typeof settings>

export const captureConfig = (): CaptureConfig => readConfig(settings, process.env)
