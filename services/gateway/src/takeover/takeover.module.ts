import { Module } from '@nestjs/common'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { TakeoverController } from './takeover.controller.ts'

/** Humans who answer in the place of the AI. */
@Module({ imports: [SessionsModule], controllers: [TakeoverController] })
export class TakeoverModule {}
