import { Module } from '@nestjs/common'
import { CONFIG, provide } from '@repartee/service'
import { ApiModule } from '../api/api.module.ts'
import { InstancesModule } from '../instances/instances.module.ts'
import { Instances } from '../instances/instances.ts'
import { Companions } from './companions.ts'
import { ConsoleController } from './console.controller.ts'
import { Setup } from './setup.ts'

/** What the page needs besides the API. */
@Module({
  imports: [ApiModule, InstancesModule],
  controllers: [ConsoleController],
  providers: [provide(Companions, [CONFIG]), provide(Setup, [CONFIG, Instances])],
})
export class ConsoleModule {}
