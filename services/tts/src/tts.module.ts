import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { CONFIG, LOGGER, provide } from '@repartee/service'
import { EspeakSynthesizer } from '@repartee/voice'
import type { TtsConfig } from './config.ts'
import { Speech } from './speech.ts'

@Module({
  providers: [
    {
      provide: EspeakSynthesizer,
      inject: [CONFIG],
      useFactory: (config: TtsConfig) =>
        new EspeakSynthesizer({
          path: config.ESPEAK_PATH,
          wordsPerMinute: config.ESPEAK_WORDS_PER_MINUTE,
          ...(config.ESPEAK_DATA_PATH === undefined ? {} : { dataPath: config.ESPEAK_DATA_PATH }),
        }),
    },
    provide(Speech, [Bus, EspeakSynthesizer, CONFIG, LOGGER]),
  ],
})
export class TtsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly speech: Speech) {}

  onApplicationBootstrap(): void {
    this.speech.start()
  }

  onApplicationShutdown(): void {
    this.speech.stop()
  }
}
