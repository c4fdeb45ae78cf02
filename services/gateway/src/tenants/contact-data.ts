import type { Database } from '@repartee/service'
import {
  type ErasureProof,
  type Exported,
  type Store,
  eraseContact,
  exportContact,
  openBuckets,
  openRedis,
  openStreams,
} from '@repartee/tenants'
import type { GatewayConfig } from '../config.ts'

/** Exports and erases contacts, with connections of their own to every store that last as long as the work. */
export class ContactData {
  constructor(
    private readonly database: Database,
    private readonly config: GatewayConfig,
  ) {}

  export(tenant: string, address: string): Promise<Exported> {
    return this.over((stores) => exportContact(this.database, stores, { tenant, address, now: new Date() }))
  }

  erase(tenant: string, address: string, by: string): Promise<ErasureProof> {
    return this.over((stores) => eraseContact(this.database, stores, { tenant, address, by }))
  }

  private async over<Result>(work: (stores: readonly Store[]) => Promise<Result>): Promise<Result> {
    const { NATS_URL, REDIS_URL } = this.config
    const stores = [await openStreams(NATS_URL), await openBuckets(NATS_URL), openRedis(REDIS_URL)]
    try {
      return await work(stores)
    } finally {
      await Promise.all(stores.map((store) => store.close()))
    }
  }
}
