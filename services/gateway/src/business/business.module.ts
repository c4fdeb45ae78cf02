import { Module } from '@nestjs/common'
import { ApiModule } from '../api/api.module.ts'
import { CalendarController } from './calendar.controller.ts'
import { FollowUpsController } from './follow-ups.controller.ts'

/** Doors to what bookings and follow-ups know. */
@Module({ imports: [ApiModule], controllers: [CalendarController, FollowUpsController] })
export class BusinessModule {}
