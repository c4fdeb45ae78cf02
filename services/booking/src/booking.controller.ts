import { Controller, Inject } from '@nestjs/common'
import { Answer } from '@repartee/bus'
import type { Asked } from '@repartee/bus'
import {
  bookingAdopt,
  bookingAvailability,
  bookingCalendarFile,
  bookingCalendars,
  bookingCancel,
  bookingConfirm,
  bookingHold,
  bookingList,
  bookingMove,
  bookingServices,
} from '@repartee/contracts'
import type { QuestionAnswer } from '@repartee/contracts'
import { CONFIG, Database } from '@repartee/service'
import { count } from '@repartee/telemetry'
import { CalendarLinks } from './calendarLinks.ts'
import type { BookingConfig } from './config.ts'
import { Desks } from './desk.ts'
import { adopt } from './questions/adopt.ts'
import { availability } from './questions/availability.ts'
import { calendarFile } from './questions/calendarFile.ts'
import { calendars } from './questions/calendars.ts'
import { cancel } from './questions/cancel.ts'
import { confirm } from './questions/confirm.ts'
import { hold } from './questions/hold.ts'
import { list } from './questions/list.ts'
import { move } from './questions/move.ts'
import { services } from './questions/services.ts'

/** The questions that booking answers. While Postgres is away each fails with `retry_later`, and nothing of it stays. */
@Controller()
export class BookingController {
  constructor(
    @Inject(Desks) private readonly desks: Desks,
    @Inject(CONFIG) private readonly config: BookingConfig,
    @Inject(Database) private readonly database: Database,
    @Inject(CalendarLinks) private readonly links: CalendarLinks,
  ) {}

  @Answer(bookingServices)
  async services({ data, signal }: Asked<typeof bookingServices>): Promise<QuestionAnswer<typeof bookingServices>> {
    return services(this.desks, data, signal)
  }

  @Answer(bookingAvailability)
  async availability(asked: Asked<typeof bookingAvailability>): Promise<QuestionAnswer<typeof bookingAvailability>> {
    return availability(this.desks, asked.data, asked.signal)
  }

  @Answer(bookingHold)
  async hold({ data, signal }: Asked<typeof bookingHold>): Promise<QuestionAnswer<typeof bookingHold>> {
    return counted(await hold(this.desks, data, { signal, holdMs: this.config.BOOKING_HOLD_MS }))
  }

  @Answer(bookingConfirm)
  async confirm({ data, signal }: Asked<typeof bookingConfirm>): Promise<QuestionAnswer<typeof bookingConfirm>> {
    return counted(await confirm(this.desks, data, signal))
  }

  @Answer(bookingMove)
  async move({ data, signal }: Asked<typeof bookingMove>): Promise<QuestionAnswer<typeof bookingMove>> {
    return counted(await move(this.desks, data, signal))
  }

  @Answer(bookingCancel)
  async cancel({ data, signal }: Asked<typeof bookingCancel>): Promise<QuestionAnswer<typeof bookingCancel>> {
    return counted(await cancel(this.desks, data, signal))
  }

  @Answer(bookingList)
  async list({ data, signal }: Asked<typeof bookingList>): Promise<QuestionAnswer<typeof bookingList>> {
    return list(this.desks, data, signal)
  }

  @Answer(bookingCalendarFile)
  async calendarFile({ data }: Asked<typeof bookingCalendarFile>): Promise<QuestionAnswer<typeof bookingCalendarFile>> {
    return calendarFile(this.database, this.links, data)
  }

  @Answer(bookingAdopt)
  async adopt({ data }: Asked<typeof bookingAdopt>): Promise<QuestionAnswer<typeof bookingAdopt>> {
    return adopt(this.database, this.config.PACKS_DIR, data)
  }

  @Answer(bookingCalendars)
  async calendars({ data }: Asked<typeof bookingCalendars>): Promise<QuestionAnswer<typeof bookingCalendars>> {
    return calendars(this.database, this.links, data)
  }
}

/** Counts what became of a request; a copy of one is no second booking. */
function counted<Answer extends { outcome: string }>(answer: Answer): Answer {
  const isCopy = 'idempotent' in answer && answer.idempotent === true
  count('repartee_bookings_total', { event: isCopy ? 'repeated' : answer.outcome })
  return answer
}
