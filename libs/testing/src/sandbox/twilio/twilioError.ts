/** Documented Twilio errors: HTTP status and message (https://www.twilio.com/docs/api/errors). */
const ERRORS: Record<number, { status: number; message: string }> = {
  20001: { status: 400, message: 'Bad request' },
  20003: { status: 401, message: 'Authenticate' },
  20404: { status: 404, message: 'The requested resource was not found' },
  20429: { status: 429, message: 'Too Many Requests' },
  20500: { status: 500, message: 'An internal server error has occurred' },
  20503: { status: 503, message: 'Service Unavailable' },
  21201: { status: 400, message: "No 'To' number is specified" },
  21205: { status: 400, message: 'Url parameter is required.' },
  21210: { status: 400, message: "'From' phone number not verified" },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21213: { status: 400, message: "'From' phone number is required" },
  21220: { status: 400, message: 'Call is not in-progress. Cannot redirect.' },
  21602: { status: 400, message: 'Message body is required.' },
  21603: { status: 400, message: "A 'From' phone number is required." },
  21604: { status: 400, message: "A 'To' phone number is required." },
  21606: {
    status: 400,
    message: "The 'From' phone number provided is not a valid message-capable Twilio phone number",
  },
  21610: { status: 400, message: 'Attempt to send to unsubscribed recipient' },
  21614: { status: 400, message: "'To' number is not a valid mobile number" },
  21617: { status: 400, message: 'The concatenated message body exceeds the 1600 character limit' },
  21910: { status: 400, message: "Invalid From and To pair. 'From' and 'To' should be of the same channel" },
  63007: { status: 400, message: 'Twilio could not find a Channel with the specified From address' },
  63016: { status: 400, message: 'Failed to send freeform message because you are outside the allowed window' },
  63018: { status: 429, message: 'Rate limit exceeded for Channel' },
  63038: { status: 429, message: 'Account exceeded the daily messages limit' },
}

/** An error as Twilio's REST API answers it. */
export class TwilioError extends Error {
  readonly code: number
  readonly status: number

  constructor(code: number, detail?: string, status?: number) {
    super(detail ?? ERRORS[code]?.message ?? 'Unknown error')
    this.name = 'TwilioError'
    this.code = code
    this.status = status ?? ERRORS[code]?.status ?? 400
  }

  /** The body of the answer. */
  body() {
    const { code, message, status } = this
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
  }
}
