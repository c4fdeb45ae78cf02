import { Module } from '@nestjs/common'
import { Answering } from './answering.ts'
import { Cancellations } from './cancellations.ts'
import { FollowingUp } from './following-up.ts'
import { GenerationController } from './generation.controller.ts'
import { HungTurns } from './hung-turns.ts'
import { packsProvider } from './packs.ts'
import { Sessions } from './sessions.ts'
import { Speaking } from './speaking.ts'
import { Tools } from './tools.ts'

@Module({
  controllers: [GenerationController],
  providers: [packsProvider, Answering, Cancellations, FollowingUp, HungTurns, Sessions, Speaking, Tools],
})
export class GenerationModule {}
