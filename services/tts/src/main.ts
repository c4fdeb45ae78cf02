import { run } from '@repartee/service'
import { ttsConfig } from './config.ts'
import { TtsModule } from './tts.module.ts'

await run({ name: 'tts', config: ttsConfig, module: TtsModule })
