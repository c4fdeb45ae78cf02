import { Module } from '@nestjs/common'
import { CONFIG, Database, HealthChecks, LOGGER, Redis } from '@repartee/service'
import { InstanceCopies } from './copies.ts'
import { Instances } from './instances.ts'
import { Secrets } from './secrets.ts'

/** Our accounts at the providers, and whose they are. */
@Module({
  providers: [
    { provide: InstanceCopies, inject: [Redis], useFactory: (redis: Redis) => new InstanceCopies(redis) },
    {
      provide: Instances,
      inject: [Database, InstanceCopies, HealthChecks, LOGGER],
      useFactory: (...parts: ConstructorParameters<typeof Instances>) => new Instances(...parts),
    },
    {
      provide: Secrets,
      inject: [CONFIG, LOGGER],
      useFactory: (...parts: ConstructorParameters<typeof Secrets>) => new Secrets(...parts),
    },
  ],
  exports: [Instances, Secrets],
})
export class InstancesModule {}
