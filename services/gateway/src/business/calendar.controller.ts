import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { bookingCalendarFile, bookingCalendars } from '@repartee/contracts'
import { Problem } from '@repartee/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Doorkeeper } from '../api/doorkeeper.ts'
import { parsed, tenantQuery } from '../api/parsed.ts'
import { askOrUnavailable } from './ask.ts'

const fileName = z.string().regex(/^[\w.-]{1,200}\.ics$/)

/** Calendar files for whoever has their signed link, and how it goes with calendars elsewhere, for operators. */
@Controller()
export class CalendarController {
  constructor(
    private readonly bus: Bus,
    private readonly doorkeeper: Doorkeeper,
  ) {}

  @Get('calendar/:file')
  async file(@Param('file') file: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const name = fileName.safeParse(file)
    const token = name.success ? name.data.slice(0, -'.ics'.length) : ''
    const found = await askOrUnavailable(this.bus, bookingCalendarFile, { token })
    if (found.outcome === 'unknown') throw new Problem(404, 'Not Found', { detail: 'this link opens nothing' })
    void reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', `inline; filename="${found.name}"`)
      .header('cache-control', 'private, max-age=60')
      .header('x-robots-tag', 'noindex')
    return found.body
  }

  @Get('api/calendars')
  async calendars(@Req() request: FastifyRequest, @Query('tenant') tenant: unknown): Promise<unknown> {
    this.doorkeeper.requireOperator(request)
    return askOrUnavailable(this.bus, bookingCalendars, { tenant: parsed(tenantQuery, tenant) })
  }
}
