/** Injection token of the service's configuration, as its `config.ts` read it. */
export const CONFIG = Symbol('repartee.config')
/** Injection token of the service's logger. */
export const LOGGER = Symbol('repartee.logger')
/** Injection token of the service's name. */
export const SERVICE_NAME = Symbol('repartee.service-name')
