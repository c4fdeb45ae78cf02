export { Tenants, type TenantView } from './tenants.ts'
export {
  TenantError,
  newInstance,
  newTenant,
  newUser,
  role,
  type NewInstance,
  type NewTenant,
  type NewUser,
  type Role,
} from './specification.ts'
export { importIntegrations, type Imported } from './integrations.ts'
export { findContact, type Contact } from './contact.ts'
export { contactHash, eraseContact, exportContact, type ErasureProof, type Exported } from './contactData.ts'
export { openBuckets, openRedis, openStreams, type Store } from './stores.ts'
export { forgetOld } from './retention.ts'
