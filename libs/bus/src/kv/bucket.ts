import type { BucketDeclaration } from '@repartee/contracts'
import { Kvm } from '@nats-io/kv'
import type { MsgHdrs } from '@nats-io/transport-node'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { BusConnection } from '../connection/connection.ts'
import { BusUnavailableError, InvalidMessageError } from '../errors.ts'
import { encodeHeaders, headerNames } from '../headers.ts'
import { RefusedError, readAcknowledgement } from '../publishing/publish.ts'
import { decode, encode } from '../schemas.ts'

/** A value with the revision that a compare-and-set names. */
export interface Entry<Value> {
  readonly key: string
  readonly value: Value
  readonly revision: number
}

export interface Change<Value> {
  readonly key: string
  /** Null when the key was deleted. */
  readonly value: Value | null
  readonly revision: number
}

export interface BucketOptions {
  /** How long one operation may take: 2 s. It is sent again, as the same one, when NATS comes back within that time. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 2000
const NO_BYTES = new Uint8Array()
/** `err_code` of a compare-and-set that met another revision; the second one on clusters. */
const WRONG_REVISION = new Set([10071, 10164])
const VALID_KEY = /^(?!\.)[-/=.\w]+(?<!\.)$/

/** A KV bucket of JSON values that are checked by a schema, written by compare-and-set. Every operation throws BusUnavailableError while NATS is away. */
export class Bucket<Value> {
  constructor(
    private readonly connection: BusConnection,
    readonly declaration: BucketDeclaration,
    private readonly schema: z.ZodType<Value>,
    private readonly options: BucketOptions = {},
  ) {}

  /** The newest value, or null when there is none. On a cluster a read may be a moment behind. */
  async get(key: string): Promise<Entry<Value> | null> {
    const found = await this.read(key)
    return found?.value === undefined ? null : { key, value: found.value, revision: found.revision }
  }

  /** Writes a new key and returns its revision, or null when there is one already. */
  async create(key: string, value: Value): Promise<number | null> {
    const revision = await this.write(key, value, 0)
    if (revision !== null) return revision
    const found = await this.read(key)
    return found && found.value === undefined ? this.write(key, value, found.revision) : null
  }

  /** `create` without the second look: a key that was deleted counts as one that exists. One operation instead of two. */
  createUnused(key: string, value: Value): Promise<number | null> {
    return this.write(key, value, 0)
  }

  /** Replaces the value if its revision is still the given one, and returns the new one, else null. */
  update(key: string, value: Value, revision: number): Promise<number | null> {
    return this.write(key, value, revision)
  }

  /** Writes whatever was there and returns the revision. */
  async put(key: string, value: Value): Promise<number> {
    return (await this.write(key, value))!
  }

  /** Deletes; with a revision only if it is still that one. Returns whether it did. */
  async delete(key: string, revision?: number): Promise<boolean> {
    return (await this.send(key, NO_BYTES, revision, { 'KV-Operation': 'DEL' })) !== null
  }

  /**
   * Calls `onChange` for each key that is there and for each change after that, until the returned function is called.
   * After a reconnection all keys come again. `keys` may have wildcards.
   */
  watch(onChange: (change: Change<Value>) => void, keys = '>'): () => void {
    const stopped = new AbortController()
    let stopCurrent = (): void => undefined
    this.connection.prepare(async () => {
      stopCurrent()
      if (stopped.signal.aborted) return
      const bucket = await new Kvm(this.connection.jetStream).open(this.declaration.name, { allow_direct: true })
      const changes = await bucket.watch({ key: keys })
      stopCurrent = () => changes.stop()
      void (async () => {
        for await (const change of changes) {
          const { key, revision, operation } = change
          onChange({ key, revision, value: operation === 'PUT' ? this.parse(key, change.value) : null })
        }
      })().catch((error: unknown) => this.connection.logger.error({ err: error }, `watching ${this.name} failed`))
    })
    return () => {
      stopped.abort()
      stopCurrent()
    }
  }

  private get name(): string {
    return this.declaration.name
  }

  private async read(key: string): Promise<{ value: Value | undefined; revision: number } | null> {
    this.checkKey(key)
    const subject = `$JS.API.DIRECT.GET.KV_${this.name}.$KV.${this.name}.${key}`
    const answer = await this.connection.requests.send(subject, NO_BYTES, {
      timeoutMs: this.timeoutMs,
      persistent: true,
    })
    const code = answer.headers?.code ?? 0
    if (code === 404) return null
    if (code !== 0) throw new BusUnavailableError(`${this.name}/${key} could not be read: ${answer.headers?.status}`)
    const isDeleted = answer.headers?.has('KV-Operation') ?? false
    return { value: isDeleted ? undefined : this.parse(key, answer.data), revision: revisionOf(answer.headers) }
  }

  private write(key: string, value: Value, revision?: number): Promise<number | null> {
    return this.send(key, encode(this.schema, value, `${this.name}/${key}`), revision)
  }

  private async send(
    key: string,
    payload: Uint8Array,
    revision: number | undefined,
    extra: Record<string, string> = {},
  ): Promise<number | null> {
    this.checkKey(key)
    const subject = `$KV.${this.name}.${key}`
    // The id makes an operation that is sent again after a reconnection the same one to the broker.
    const headers: Record<string, string> = { [headerNames.id]: randomUUID(), ...extra }
    if (revision !== undefined) headers[headerNames.expectedLastSubjectSequence] = String(revision)
    const answer = await this.connection.requests.send(subject, payload, {
      headers: encodeHeaders(headers),
      timeoutMs: this.timeoutMs,
      persistent: true,
    })
    try {
      return readAcknowledgement(answer, subject).sequence
    } catch (error) {
      if (error instanceof RefusedError && WRONG_REVISION.has(error.code)) return null
      throw error
    }
  }

  private parse(key: string, bytes: Uint8Array): Value {
    return decode(this.schema, bytes, `${this.name}/${key}`)
  }

  private checkKey(key: string): void {
    if (!VALID_KEY.test(key))
      throw new InvalidMessageError(`"${key}" can not be a key: letters, digits and - / = . _ only`)
  }

  private get timeoutMs(): number {
    return this.options.timeoutMs ?? TIMEOUT_MS
  }
}

function revisionOf(headers: MsgHdrs | undefined): number {
  return Number(headers?.get('Nats-Sequence') ?? 0)
}
