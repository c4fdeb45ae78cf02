import type { Logger } from '@repartee/telemetry'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'

interface Listening {
  channel: string
  onNotify: (payload: string) => void
  connectionString: string
  log: Logger
  /** Ends it. */
  stop: AbortSignal
}

const RECONNECT_MS = 500

/** Keeps one connection that LISTENs, reconnecting after a loss; returns what ends it and waits for the end. */
export function listenTo(listening: Listening): () => Promise<void> {
  const stopping = new AbortController()
  const stop = AbortSignal.any([listening.stop, stopping.signal])
  const ended = keepListening({ ...listening, stop })
  return async () => {
    stopping.abort()
    await ended
  }
}

async function keepListening(listening: Listening): Promise<void> {
  const { stop, log, channel } = listening
  let hasFailed = false
  while (!stop.aborted) {
    try {
      await listenOnce(listening, () => {
        if (hasFailed) log.info({ channel }, 'listening to PostgreSQL again')
        hasFailed = false
      })
    } catch (error) {
      if (!hasFailed) log.warn({ err: error, channel }, 'lost the connection that listens to PostgreSQL')
      hasFailed = true
    }
    // Rejects only when stopped, which the loop looks at.
    if (!stop.aborted) await delay(RECONNECT_MS, undefined, { signal: stop }).catch(() => undefined)
  }
}

/** Resolves when stopped, rejects when the connection is lost. */
async function listenOnce({ channel, onNotify, connectionString, stop }: Listening, onListening: () => void) {
  const client = new Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 2000 })
  const ended = new Promise<void>((resolve, reject) => {
    client.on('error', reject)
    client.on('end', () => reject(new Error('Connection terminated')))
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
  // Handled here too, so that a loss while connecting is no unhandled rejection.
  ended.catch(() => undefined)
  try {
    await client.connect()
    client.on('notification', (message) => onNotify(message.payload ?? ''))
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
    onListening()
    onNotify('')
    await ended
  } finally {
    await client.end().catch(() => undefined)
  }
}
