import { signCalendarToken } from './core/calendarToken.ts'

/** Makes the links to calendar files; none without a secret to sign them with. */
export class CalendarLinks {
  readonly #publicUrl: string
  readonly #secret: string | undefined

  constructor({
    PUBLIC_URL,
    CALENDAR_TOKEN_SECRET,
  }: {
    PUBLIC_URL: string
    CALENDAR_TOKEN_SECRET?: string | undefined
  }) {
    this.#publicUrl = PUBLIC_URL
    this.#secret = CALENDAR_TOKEN_SECRET
  }

  get secret(): string | undefined {
    return this.#secret
  }

  /** Where the contact finds a booking. */
  ofBooking(tenant: string, id: string): string | undefined {
    return this.#secret && this.#link(signCalendarToken({ of: 'booking', tenant, id }, this.#secret))
  }

  /** The feed of a resource, while it has this number. */
  ofResource(tenant: string, id: string, number: number): string | undefined {
    return this.#secret && this.#link(signCalendarToken({ of: 'resource', tenant, id, number }, this.#secret))
  }

  #link(token: string): string {
    return new URL(`/calendar/${token}.ics`, this.#publicUrl).href
  }
}
