import { readConfig, serviceSettings, setting } from '@repartee/service'
import type { z } from 'zod'

export const settings = serviceSettings('tts', {
  ESPEAK_PATH: setting.text('The program espeak-ng', 'espeak-ng'),
  ESPEAK_DATA_PATH: setting.optionalText('The folder that holds espeak-ng-data, where it is not in its usual place'),
  ESPEAK_WORDS_PER_MINUTE: setting.count('How fast espeak speaks', 165, { min: 80, max: 450 }),
  SYNTHESIS_TIMEOUT_MS: setting.milliseconds('How long the sound of one sentence may take', 5000),
})
export type TtsConfig = z.infer<typeof settings>

export const ttsConfig = (): TtsConfig => readConfig(settings, process.env)
