export * from './drivers/evolutionEvents.ts'
export * from './drivers/eventually.ts'
export * from './drivers/metaMessages.ts'
export * from './drivers/metaStatuses.ts'
export * from './drivers/metaWebhook.ts'
export * from './drivers/phoneCaller.ts'
export * from './drivers/sent.ts'
export * from './drivers/signatures.ts'
export * from './drivers/socketClient.ts'
export * from './drivers/twilioMessages.ts'
export { type WebhookAnswer, announceBody, postMeta, postTwilio } from './drivers/webhook.ts'
export * from './drivers/whatsAppContact.ts'
export type { Answerer, SimulatedAnswer } from './models/answer.ts'
export type { ModelCall, SimulatedProvider } from './models/call.ts'
export { faultKinds, type ModelFault } from './models/fault.ts'
export type { Latency } from './models/latency.ts'
export {
  type ModelSetting,
  type ModelSimulator,
  type ModelSimulatorOptions,
  startModelSimulator,
} from './models/startModelSimulator.ts'
export type { Fault } from './sandbox/faults.ts'
export type { JournalEntry } from './sandbox/journal.ts'
export type { SandboxOptions } from './sandbox/options.ts'
export { type Sandbox, startSandbox } from './sandbox/startSandbox.ts'
export {
  type ServerName,
  type ServerProcess,
  type Servers,
  type ServersOptions,
  freePort,
  startServers,
} from './servers/startServers.ts'
export { startThrowawayServers } from './servers/throwawayServers.ts'
export { useServers } from './servers/useServers.ts'
export { type RunningProgram, type RunningSystem, startSystem } from './servers/startSystem.ts'
export { type FaultPointOptions, watchFaultPoints } from './processes/faultPoints.ts'
export { spawnProgram } from './processes/spawnProgram.ts'
export { canHaveRadicale, startRadicale } from './servers/calDavServer.ts'
export { type GoogleEvent, startGoogleCalendar } from './servers/googleCalendar.ts'
export { canFakeTime, withClockOff } from './processes/fakeTime.ts'
export { type PlayedTool, type RunningMcpServer, type SeenCall, startMcpServer } from './servers/mcpServer.ts'
