import type { Servers } from '../servers/index.mjs'

export type ServiceName = 'gateway' | 'capture' | 'situation' | 'generation' | 'coach' | 'tts' | 'followup' | 'booking'

/** One process of the system; when it dies by itself (or by `signal('SIGKILL')`) it is started again. */
export interface RunningProgram {
  readonly name: string
  readonly pid: number | undefined
  readonly isRunning: boolean
  /** Whether all services in it may take work. */
  isReady(): Promise<boolean>
  /** Starts it again after stop() or kill(), and waits until it is ready. */
  start(): Promise<void>
  /** SIGTERM; resolves to whether it ended by itself within the limit, with exit code 0. */
  stop(limitMs: number): Promise<boolean>
  /** SIGKILL, and it stays down until start(). */
  kill(): Promise<void>
  signal(signal: NodeJS.Signals): void
}

export interface SystemOptions {
  dataFolder: string
  /** Each service as its own process, named after it in `programs`; else one, `services`. */
  isSplit?: boolean
  /** On top of the generated ones. */
  settings?: Record<string, string>
  /** A crash, a restart. */
  onNotice?: (message: string) => void
}

export interface RunningSystem {
  servers: Servers
  /** All settings of the services, with ADMIN_TOKEN and the signing secrets. */
  environment: Record<string, string | undefined>
  gatewayUrl: string
  sandboxUrl: string
  /** `GET /traces`, `/traces/<id>`, `/traces/<id>.txt`; undefined when `settings` send the spans elsewhere. */
  tracesUrl: string | undefined
  /** One `<service>.log` each, JSON lines. */
  logFolder: string
  programs: Record<string, RunningProgram>
  /** One more process of a service, on a free port, beside those that run. */
  startAnother(name: ServiceName): Promise<{ url: string; program: RunningProgram }>
  /** Drains and ends everything; resolves to whether every service ended in order. */
  stop(): Promise<boolean>
  /** Ends everything at once. */
  kill(): Promise<void>
}

/** Starts the whole compiled system on free ports, with throwaway servers and the sandbox. */
export function startSystem(options: SystemOptions): Promise<RunningSystem>
