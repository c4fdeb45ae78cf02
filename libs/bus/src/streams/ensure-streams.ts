import { DiscardPolicy, JetStreamApiError, RetentionPolicy, StorageType } from '@nats-io/jetstream'
import type { StreamConfig } from '@nats-io/jetstream'
import { events, streams as declared } from '@repartee/contracts'
import type { BucketDeclaration, StreamDeclaration } from '@repartee/contracts'
import type { BusConnection } from '../connection/connection.ts'

const NANOSECONDS_PER_SECOND = 1e9
/** The duplicate window of a bucket: long enough for a write that is sent again after a reconnection. */
const BUCKET_DUPLICATES_SECONDS = 120

/** Makes all declared streams, or brings those that are there up to date. */
export async function ensureStreams(connection: BusConnection): Promise<void> {
  for (const stream of declared) await ensureStream(connection, streamConfig(stream))
}

/** Makes a KV bucket: a stream that keeps the newest message of each key. */
export async function ensureBucket(connection: BusConnection, bucket: BucketDeclaration): Promise<void> {
  await ensureStream(connection, {
    name: `KV_${bucket.name}`,
    subjects: [`$KV.${bucket.name}.>`],
    description: bucket.description,
    storage: bucket.storage === 'file' ? StorageType.File : StorageType.Memory,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.New,
    max_msgs_per_subject: 1,
    max_age: bucket.ttlSeconds * NANOSECONDS_PER_SECOND,
    duplicate_window: Math.min(BUCKET_DUPLICATES_SECONDS, bucket.ttlSeconds) * NANOSECONDS_PER_SECOND,
    allow_direct: true,
    allow_rollup_hdrs: true,
    deny_delete: true,
  })
}

/** The subjects of a stream: those of its events; for dead letters all below `dead`. */
export function subjectsOf(stream: StreamDeclaration): string[] {
  const own = events.filter((event) => event.stream.name === stream.name).map((event) => event.filter)
  return own.length > 0 ? own : ['dead.>']
}

function streamConfig(stream: StreamDeclaration): Partial<StreamConfig> & { name: string } {
  return {
    name: stream.name,
    subjects: subjectsOf(stream),
    description: stream.description,
    storage: stream.storage === 'file' ? StorageType.File : StorageType.Memory,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.New,
    max_age: stream.maxAgeHours * 3600 * NANOSECONDS_PER_SECOND,
    duplicate_window: stream.duplicateWindowSeconds * NANOSECONDS_PER_SECOND,
    allow_direct: true,
  }
}

/** `err_code` of a stream that is there with another configuration. */
const STREAM_EXISTS = 10058

async function ensureStream(
  connection: BusConnection,
  wanted: Partial<StreamConfig> & { name: string },
): Promise<void> {
  const { streams } = connection.manager
  const config = connection.replicas > 1 ? { ...wanted, num_replicas: connection.replicas } : wanted
  try {
    await streams.add(config)
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== STREAM_EXISTS) throw error
    // A replica of another version may know events that we do not: theirs stay.
    const there = (await streams.info(config.name)).config.subjects ?? []
    const subjects = [...new Set([...there, ...(config.subjects ?? [])])]
    await streams.update(config.name, { ...config, subjects })
  }
}
