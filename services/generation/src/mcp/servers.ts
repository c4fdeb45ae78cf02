import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { Logger } from '@repartee/telemetry'

/** A tool as its server describes it. */
export interface McpTool {
  readonly name: string
  readonly description: string
  /** JSON Schema of the arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>
}

/** What came of a call; `failed` when the tool says so, `unavailable` when nobody answered in time. */
export type McpResult = { outcome: 'ok' | 'failed'; text: string } | { outcome: 'unavailable'; text: '' }

interface Connected {
  readonly client: Client
  readonly tools: ReadonlyMap<string, McpTool>
  readonly until: number
}

/** What a server offers is asked again after that. */
const KNOWN_MS = 300_000
const CONNECT_MS = 3000
/** After a failure nobody waits for the server again so soon. */
const AWAY_MS = 10_000

/** `market=https://host/mcp, news=…` by name. Throws when a part is no pair. */
export function pairsOf(setting: string): Map<string, string> {
  const parts = setting.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
  return new Map(
    parts.map((part) => {
      const at = part.indexOf('=')
      if (at < 1) throw new Error(`"${part}" must be name=value, such as market=https://host/mcp`)
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    }),
  )
}

/** The MCP servers that the operator has named: connected when first asked, and again after they were away. */
export class McpServers {
  readonly #addresses: ReadonlyMap<string, string>
  readonly #tokens: ReadonlyMap<string, string>
  readonly #connections = new Map<string, Promise<Connected>>()
  readonly #awayUntil = new Map<string, number>()

  constructor(
    { MCP_SERVERS, MCP_TOKENS }: { MCP_SERVERS: string; MCP_TOKENS?: string | undefined },
    private readonly log: Logger,
  ) {
    this.#addresses = pairsOf(MCP_SERVERS)
    this.#tokens = pairsOf(MCP_TOKENS ?? '')
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.#connections.values()].map(async (one) => (await one).client.close()))
  }

  isKnown(server: string): boolean {
    return this.#addresses.has(server)
  }

  /** What the server says of a tool; null when it has none of the name, is not named, or is away. */
  async describe(server: string, tool: string): Promise<McpTool | null> {
    const connected = await this.#connected(server)
    return connected?.tools.get(tool) ?? null
  }

  /** Calls a tool. Never throws: what came of it is told. */
  async call(
    server: string,
    tool: string,
    given: { arguments: Record<string, unknown>; idempotencyKey: string | null },
    { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
  ): Promise<McpResult> {
    const connected = await this.#connected(server)
    if (connected === null) return { outcome: 'unavailable', text: '' }
    const key = given.idempotencyKey
    const meta = key === null ? {} : { _meta: { 'repartee/idempotency-key': key } }
    try {
      const answer = await connected.client.callTool({ name: tool, arguments: given.arguments, ...meta }, undefined, {
        timeout: timeoutMs,
        maxTotalTimeout: timeoutMs,
        signal,
      })
      return { outcome: answer.isError === true ? 'failed' : 'ok', text: textOf(answer) }
    } catch (error) {
      // A stopped turn is no fault of the server.
      if (!signal.aborted) this.#lose(server, error)
      return { outcome: 'unavailable', text: '' }
    }
  }

  async #connected(server: string): Promise<Connected | null> {
    const address = this.#addresses.get(server)
    if (address === undefined || (this.#awayUntil.get(server) ?? 0) > Date.now()) return null
    const known = this.#connections.get(server)
    const connecting = known ?? this.#connect(server, address)
    if (!known) this.#connections.set(server, connecting)
    try {
      const connected = await connecting
      if (connected.until > Date.now()) return connected
      this.#connections.delete(server)
      await connected.client.close()
      return await this.#connected(server)
    } catch (error) {
      this.#lose(server, error)
      return null
    }
  }

  async #connect(server: string, address: string): Promise<Connected> {
    const token = this.#tokens.get(server)
    // Where no server is named nobody needs the SDK.
    const [sdk, http] = await Promise.all([
      import('@modelcontextprotocol/sdk/client/index.js'),
      import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
    ])
    const client = new sdk.Client({ name: 'repartee', version: '1.0.0' })
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    await client.connect(new http.StreamableHTTPClientTransport(new URL(address), { requestInit: { headers } }), {
      timeout: CONNECT_MS,
    })
    const { tools } = await client.listTools({}, { timeout: CONNECT_MS })
    const described = tools.map(
      ({ name, description = '', inputSchema }) => [name, { name, description, inputSchema }] as const,
    )
    return { client, tools: new Map(described), until: Date.now() + KNOWN_MS }
  }

  #lose(server: string, error: unknown): void {
    this.#connections.delete(server)
    this.#awayUntil.set(server, Date.now() + AWAY_MS)
    const why = error instanceof Error ? error.message : String(error)
    this.log.warn({ server, why }, 'an MCP server cannot be reached')
  }
}

/** The words of a result; what is no text is told by its kind. */
function textOf(answer: Record<string, unknown>): string {
  if (answer['structuredContent'] !== undefined) return JSON.stringify(answer['structuredContent'])
  const content = Array.isArray(answer['content']) ? (answer['content'] as { type: string; text?: string }[]) : []
  return content.map(({ type, text }) => text ?? `(${type})`).join('\n')
}
