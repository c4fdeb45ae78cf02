export { freePort } from '../../../../scripts/lib/ports.mjs'
export { startServers } from '../../../../scripts/lib/servers/index.mjs'
export type { ServerName, ServerProcess, Servers, ServersOptions } from '../../../../scripts/lib/servers/index.mjs'
