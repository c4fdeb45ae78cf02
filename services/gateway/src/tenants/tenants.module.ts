import { Module } from '@nestjs/common'
import { CONFIG, Database, LOGGER, provide } from '@repartee/service'
import { Tenants } from '@repartee/tenants'
import { ApiModule } from '../api/api.module.ts'
import { PacksModule } from '../packs/packs.module.ts'
import { ContactData } from './contact-data.ts'
import { ContactsController } from './contacts.controller.ts'
import { Forgetting } from './forgetting.ts'
import { TenantsController } from './tenants.controller.ts'

/** Businesses, and what is known of their contacts. */
@Module({
  imports: [ApiModule, PacksModule],
  controllers: [TenantsController, ContactsController],
  providers: [
    provide(Tenants, [Database]),
    provide(ContactData, [Database, CONFIG]),
    provide(Forgetting, [Database, LOGGER]),
  ],
})
export class TenantsModule {}
