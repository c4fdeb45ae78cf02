import { Module } from '@nestjs/common'
import { CONFIG, Database, HealthChecks, LOGGER, provide, Redis } from '@repartee/service'
import { InstanceCopies } from './copies.ts'
import { Instances } from './instances.ts'
import { Secrets } from './secrets.ts'

/** Our accounts at the providers, and whose they are. */
@Module({
  providers: [
    provide(InstanceCopies, [Redis]),
    provide(Instances, [Database, InstanceCopies, HealthChecks, LOGGER]),
    provide(Secrets, [CONFIG, LOGGER]),
  ],
  exports: [Instances, Secrets],
})
export class InstancesModule {}
