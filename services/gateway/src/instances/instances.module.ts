import { Module } from '@nestjs/common'
import { InstanceCopies } from './copies.ts'
import { Instances } from './instances.ts'
import { Secrets } from './secrets.ts'

/** Our accounts at the providers, and whose they are. */
@Module({ providers: [InstanceCopies, Instances, Secrets], exports: [Instances, Secrets] })
export class InstancesModule {}
