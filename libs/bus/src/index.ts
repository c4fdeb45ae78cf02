export { BusModule } from './bus.module.ts'
export type { BusModuleOptions } from './bus.module.ts'
export { Bus } from './bus.ts'
export type { PublishOptions } from './bus.ts'
export { JetStreamStrategy } from './strategy.ts'
export { On } from './handlers/on.ts'
export type { OnOptions } from './handlers/on.ts'
export { Answer } from './handlers/answer.ts'
export type { Asked } from './handlers/answer.ts'
export type { Incoming } from './handlers/incoming.ts'
export { durableName } from './handlers/durable.ts'
export {
  AskError,
  BusUnavailableError,
  InvalidMessageError,
  PermanentError,
  RetryLaterError,
  WiringError,
} from './errors.ts'
export type { AskFailure } from './errors.ts'
export type { AskOptions } from './questions/ask.ts'
export type { Stored } from './publishing/publish.ts'
export { derivedId } from './publishing/ids.ts'
export type { LiveFrame, LiveHandler, LiveOptions } from './live/live.ts'
export { Bucket } from './kv/bucket.ts'
export type { BucketOptions, Change, Entry } from './kv/bucket.ts'
export { Join } from './kv/join.ts'
export type { Meeting } from './kv/join.ts'
export { AllEvents } from './reading/read-all.ts'
export type { ReadAllOptions } from './reading/read-all.ts'
export { Batches } from './reading/read-batches.ts'
export type { BatchOptions } from './reading/read-batches.ts'
export { StoredEvent } from './reading/stored-event.ts'
export type { DeadLetter } from './dead-letters/dead-letters.ts'
