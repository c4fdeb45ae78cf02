import type { LoggerService } from '@nestjs/common'
import type { Logger } from '@repartee/telemetry'

/** Sends what Nest itself has to say to our logger; its start-up chatter only at debug level. */
export function nestLogger(log: Logger): LoggerService {
  const say = (level: 'debug' | 'warn' | 'error') => (message: unknown) => log[level](toText(message))
  return { log: say('debug'), verbose: say('debug'), debug: say('debug'), warn: say('warn'), error: say('error') }
}

function toText(message: unknown): string {
  if (message instanceof Error) return `${message.name}: ${message.message}`
  return typeof message === 'string' ? message : JSON.stringify(message)
}
