import { createLogger } from '@repartee/telemetry'
import { startMcpServer, type RunningMcpServer } from '@repartee/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { McpServers, pairsOf } from '../src/mcp/servers.ts'

let market: RunningMcpServer
let servers: McpServers | undefined
const hangs = Promise.withResolvers<string>()

beforeAll(async () => {
  market = await startMcpServer({
    get_quote: {
      description: 'The last price of an instrument.',
      parameters: { symbol: z.string() },
      answer: ({ symbol }) => JSON.stringify({ symbol, last: 182.5 }),
    },
    break: { description: 'Fails.', parameters: {}, answer: () => Promise.reject(new Error('no feed')) },
    hang: { description: 'Never answers.', parameters: {}, answer: () => hangs.promise },
  })
})
afterEach(() => servers?.onApplicationShutdown())
afterAll(async () => {
  hangs.resolve('')
  await market.stop()
})

const open = (setting: string, tokens?: string) =>
  (servers = new McpServers({ MCP_SERVERS: setting, MCP_TOKENS: tokens }, createLogger({ service: 'generation' })))
const call = (of: McpServers, tool: string, given: Record<string, unknown> = {}, timeoutMs = 5000) =>
  of.call(
    'market',
    tool,
    { arguments: given, idempotencyKey: null },
    { timeoutMs, signal: new AbortController().signal },
  )

describe('tools of MCP servers', () => {
  it('are described and called, with the token that the operator gave', async () => {
    const known = open(`market=${market.url}`, 'market=a-secret-of-tests')
    expect(await known.describe('market', 'get_quote')).toMatchObject({
      description: 'The last price of an instrument.',
      inputSchema: { type: 'object', required: ['symbol'] },
    })
    expect(await call(known, 'get_quote', { symbol: 'AAPL' })).toEqual({
      outcome: 'ok',
      text: '{"symbol":"AAPL","last":182.5}',
    })
    expect(market.calls.at(-1)).toEqual({
      tool: 'get_quote',
      arguments: { symbol: 'AAPL' },
      authorization: 'Bearer a-secret-of-tests',
    })
  })

  it('say so when they fail, and are unavailable when they do not answer in time', async () => {
    const known = open(`market=${market.url}`)
    expect(await call(known, 'break')).toMatchObject({ outcome: 'failed', text: 'no feed' })
    expect(await call(known, 'hang', {}, 50)).toEqual({ outcome: 'unavailable', text: '' })
  })

  it('are none where the server is not named, has no such tool, or is away', async () => {
    const known = open(`market=${market.url}, away=http://127.0.0.1:1/mcp`)
    expect(await known.describe('news', 'search')).toBeNull()
    expect(await known.describe('market', 'rm_rf')).toBeNull()
    expect(await known.describe('away', 'get_quote')).toBeNull()
    expect(await known.describe('away', 'get_quote')).toBeNull()
  })

  it('are named by pairs, and a wrong setting is told', () => {
    expect([...pairsOf('a=http://x/mcp, b=https://y?c=d')]).toEqual([
      ['a', 'http://x/mcp'],
      ['b', 'https://y?c=d'],
    ])
    expect(() => pairsOf('https://x/mcp')).toThrow('must be name=value')
  })
})
