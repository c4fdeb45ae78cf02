/** Something whose method is watched: a class of `pg`, the bus. */
interface Watched {
  readonly prototype: object
}

export interface FaultPointOptions {
  /** Only work that names this counts: the id of a session. */
  readonly about: string
  /** The point at which the process kills itself; null to tell all points that are passed. */
  readonly dieAt: string | null
  /** `Client` of pg. */
  readonly postgres: Watched
  /** `Bus`. */
  readonly bus: Watched
  /** Called with each point once, when none is to be died at. */
  readonly onPoint?: (point: string) => void
}

type Method = (this: object, ...args: unknown[]) => unknown

/**
 * Puts a fault point before and after each write to Postgres, each commit, and each publish that has to do with one session:
 * `before insert booking.booking`, `after commit`, `before publish booking.confirmed`, `after delete outbox.event`.
 */
export function watchFaultPoints({ about, dieAt, postgres, bus, onPoint }: FaultPointOptions): void {
  const told = new Set<string>()
  const touched = new WeakSet<object>()
  let hasPublished = false
  const pass = (point: string) => {
    if (point === dieAt) process.kill(process.pid, 'SIGKILL')
    if (dieAt !== null || told.has(point)) return
    told.add(point)
    onPoint?.(point)
  }

  wrap(postgres, 'query', function (original, args) {
    const name = statementOf(args[0])
    const isCommit = name === 'commit'
    const isRelayed = name === 'delete outbox.event' && hasPublished
    if (JSON.stringify([args[0], args[1]])?.includes(about) || isRelayed) touched.add(this)
    if (name === null || !touched.has(this)) return original.apply(this, args)
    if (isCommit) touched.delete(this)
    pass(`before ${name}`)
    return after(original, this, args, () => pass(`after ${name}`))
  })

  wrap(bus, 'publish', function (original, args) {
    const { event, data } = args[0] as { event?: { name: string }; data?: { session?: unknown } }
    if (data?.session !== about) return original.apply(this, args)
    pass(`before publish ${event?.name}`)
    hasPublished = true
    return after(original, this, args, () => pass(`after publish ${event?.name}`))
  })
}

function wrap(
  { prototype }: Watched,
  method: string,
  around: (this: object, original: Method, args: unknown[]) => unknown,
) {
  const original = Reflect.get(prototype, method) as Method
  Reflect.set(prototype, method, function (this: object, ...args: unknown[]) {
    return around.call(this, original, args)
  })
}

/** Calls the method and `then` when it has succeeded, whether it takes a callback or returns a promise. */
function after(original: Method, self: object, args: unknown[], then: () => void): unknown {
  const callback = args.at(-1)
  if (typeof callback === 'function') {
    const watched = (...results: unknown[]) => {
      then()
      Reflect.apply(callback, undefined, results)
    }
    return original.apply(self, [...args.slice(0, -1), watched])
  }
  return (original.apply(self, args) as Promise<unknown>).then((result) => {
    then()
    return result
  })
}

/** `insert booking.booking`, `commit`; null for what writes nothing. */
function statementOf(query: unknown): string | null {
  const text = typeof query === 'string' ? query : (query as { text?: string } | undefined)?.text
  if (text === undefined) return null
  if (/^\s*commit\b/i.test(text)) return 'commit'
  const match = /\b(insert\s+into|update|delete\s+from)\s+([a-z_]+\.[a-z_]+)/i.exec(text)
  if (match) return `${match[1]!.toLowerCase().split(/\s+/)[0]} ${match[2]}`
  const called = /^\s*select\s+([a-z_]+\.[a-z_]+)\(/i.exec(text)
  return called ? `call ${called[1]}` : null
}
