/** An HTTP error as RFC 9457 has it. `title` names the kind of problem, `detail` this occurrence; neither holds a secret or a trace. */
export class Problem extends Error {
  readonly status: number
  readonly title: string
  readonly type: string
  readonly detail: string | undefined
  readonly extensions: Readonly<Record<string, unknown>>

  constructor(
    status: number,
    title: string,
    options: { detail?: string; type?: string; cause?: unknown; extensions?: Record<string, unknown> } = {},
  ) {
    super(options.detail ? `${title}: ${options.detail}` : title, { cause: options.cause })
    this.name = 'Problem'
    this.status = status
    this.title = title
    this.type = options.type ?? 'about:blank'
    this.detail = options.detail
    this.extensions = options.extensions ?? {}
  }

  toJSON(): Record<string, unknown> {
    const { type, title, status, detail, extensions } = this
    return { type, title, status, ...(detail === undefined ? {} : { detail }), ...extensions }
  }
}
