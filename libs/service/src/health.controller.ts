import { Controller, Get, Header, Res } from '@nestjs/common'
import { renderMetrics } from '@repartee/telemetry'
import type { FastifyReply } from 'fastify'
import { HealthChecks } from './health.ts'
import type { HealthReport } from './health.ts'

/** What machines ask of every service. */
@Controller()
export class HealthController {
  constructor(private readonly health: HealthChecks) {}

  /** The process and what it depends on; 200 as long as the process answers. */
  @Get('health')
  @Header('cache-control', 'no-store')
  report(): Promise<HealthReport> {
    return this.health.report()
  }

  /** 200 when the service may take traffic, else 503. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ ready: boolean }> {
    const ready = await this.health.isReady()
    void reply.status(ready ? 200 : 503).header('cache-control', 'no-store')
    return { ready }
  }

  /** Prometheus' text format. */
  @Get('metrics')
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { contentType, text } = await renderMetrics()
    void reply.header('content-type', contentType)
    return text
  }
}
