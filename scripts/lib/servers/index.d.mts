/** One server: started, stopped, killed and frozen by name, always on the same port and data. */
export interface ServerProcess {
  readonly name: ServerName
  readonly url: string
  readonly port: number
  readonly logFile: string
  readonly pid: number | undefined
  readonly isRunning: boolean
  /** Starts it and waits until it answers; does nothing when it runs. */
  start(): Promise<void>
  /** Ends it politely; kills it after `graceMs` (15 s). */
  stop(graceMs?: number): Promise<void>
  /** Ends it as a crash would (SIGKILL); the next start() has the same port and data. */
  kill(): Promise<void>
  restart(): Promise<void>
  /** Freezes it (SIGSTOP): connections stay open, nothing is answered. */
  pause(): void
  /** Ends pause(). */
  resume(): void
  readLog(fromByte?: number): string
  onUnexpectedEnd: ((server: ServerProcess) => void) | undefined
}

export type ServerName = 'nats' | 'redis' | 'postgres'

export interface ServersOptions {
  /** Data, logs and a lock stand here; the same folder again means the same data. */
  dataFolder: string
  /** Else free ones. */
  ports?: Partial<Record<ServerName, number>>
  /** A database that is quickly made and has a known password. */
  isThrowaway?: boolean
  onStarted?: (server: ServerProcess, milliseconds: number) => void
}

export interface Servers {
  nats: ServerProcess
  redis: ServerProcess
  postgres: ServerProcess
  natsUrl: string
  redisUrl: string
  /** A login that owns its database and may create others and roles, but is no superuser. */
  databaseUrl: string
  /** NATS' own HTTP pages: /jsz, /connz, /varz. */
  natsMonitorUrl: string
  stop(): Promise<void>
}

/** Starts NATS (JetStream), Redis and Postgres, side by side, with their data, logs and lock in one folder. */
export function startServers(options: ServersOptions & { only?: undefined }): Promise<Servers>
/** Starts some of them; the others are undefined. */
export function startServers(
  options: ServersOptions & { only?: readonly ServerName[] },
): Promise<Partial<Servers> & Pick<Servers, 'stop'>>
