/** Documented Cloud API errors: HTTP status, title, and the type that stands in the body. */
const ERRORS: Record<number, { status: number; title: string; type?: string }> = {
  0: { status: 401, title: 'Authentication Error' },
  1: { status: 400, title: 'An unknown error has occurred.' },
  2: { status: 503, title: 'Service temporarily unavailable' },
  4: { status: 400, title: 'Application request limit reached' },
  10: { status: 403, title: 'Application does not have permission for this action' },
  100: { status: 400, title: 'Invalid parameter' },
  190: { status: 401, title: 'Error validating access token' },
  368: { status: 403, title: 'Temporarily blocked for policies violations' },
  80007: { status: 400, title: 'Rate limit issues' },
  130429: { status: 429, title: 'Rate limit hit' },
  130472: { status: 400, title: "User's number is part of an experiment" },
  131000: { status: 500, title: 'Something went wrong' },
  131005: { status: 403, title: 'Access denied' },
  131008: { status: 400, title: 'Required parameter is missing' },
  131009: { status: 400, title: 'Parameter value is not valid' },
  131016: { status: 503, title: 'Service unavailable' },
  131021: { status: 400, title: 'Recipient cannot be sender' },
  131026: { status: 400, title: 'Message undeliverable' },
  131030: { status: 400, title: 'Recipient phone number not in allowed list' },
  131031: { status: 403, title: 'Account has been locked' },
  131042: { status: 400, title: 'Business eligibility payment issue' },
  131047: { status: 400, title: 'Re-engagement message' },
  131048: { status: 429, title: 'Spam rate limit hit' },
  131049: { status: 400, title: 'This message was not delivered to maintain healthy ecosystem engagement.' },
  131051: { status: 400, title: 'Unsupported message type' },
  131052: { status: 400, title: 'Media download error' },
  131053: { status: 400, title: 'Media upload error' },
  131056: { status: 429, title: '(Business Account, Consumer Account) pair rate limit hit' },
  132000: { status: 400, title: 'Template Param Count Mismatch' },
  132001: { status: 404, title: 'Template does not exist' },
  132012: { status: 400, title: 'Template Parameter Format Mismatch' },
}

/** An error as the Graph API answers it. The status is the one documented for the code unless given. */
export class GraphError extends Error {
  readonly code: number
  readonly status: number
  readonly subcode: number | undefined
  readonly #title: string
  readonly #details: string | undefined

  constructor(code: number, details?: string, options: { status?: number; subcode?: number; title?: string } = {}) {
    super(details ?? options.title ?? graphTitle(code))
    this.name = 'GraphError'
    this.code = code
    this.status = options.status ?? ERRORS[code]?.status ?? 400
    this.subcode = options.subcode
    this.#title = options.title ?? `(#${code}) ${graphTitle(code)}`
    this.#details = details
  }

  /** The body of the answer. */
  body(): { error: Record<string, unknown> } {
    return {
      error: {
        message: this.#title,
        type: this.subcode === 33 ? 'GraphMethodException' : 'OAuthException',
        code: this.code,
        ...(this.subcode !== undefined && { error_subcode: this.subcode }),
        ...(this.#details && { error_data: { messaging_product: 'whatsapp', details: this.#details } }),
        fbtrace_id: 'AsandboxTraceId0000000',
      },
    }
  }
}

/** What Meta calls this code; also the title of a `failed` status. */
export function graphTitle(code: number): string {
  return ERRORS[code]?.title ?? 'Unknown error'
}
