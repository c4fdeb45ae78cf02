import { Module } from '@nestjs/common'
import { Packs } from '@repartee/packs'
import { CONFIG } from '@repartee/service'
import { CaptureController } from './capture.controller.ts'
import type { CaptureConfig } from './config.ts'

/** Finds the facts in what contacts say. */
@Module({
  controllers: [CaptureController],
  providers: [{ provide: Packs, useFactory: ({ PACKS_DIR }: CaptureConfig) => new Packs(PACKS_DIR), inject: [CONFIG] }],
})
export class CaptureModule {}
