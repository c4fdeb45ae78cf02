import { loadPack } from '@repartee/packs'
import { createLogger } from '@repartee/telemetry'
import { startMcpServer, type RunningMcpServer } from '@repartee/testing'
import { turnOf } from '@repartee/testing/fixtures'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { LookTools } from '../src/answering/look-tools.ts'
import type { ToolRecord } from '../src/answering/model-tools.ts'
import { ToolBudget } from '../src/answering/tool-budget.ts'
import type { Context } from '../src/core/context.ts'
import { McpServers } from '../src/mcp/servers.ts'

const pack = loadPack(fileURLToPath(new URL('../../../packs/trading', import.meta.url)))
const log = createLogger({ service: 'generation' })
const answer = (text: string) => () => text
let market: RunningMcpServer
let servers: McpServers

beforeAll(async () => {
  market = await startMcpServer({
    get_quote: { description: 'The last price.', parameters: { symbol: z.string() }, answer: answer('182.50') },
    place_order: { description: 'Places an order.', parameters: {}, answer: answer('placed') },
  })
  servers = new McpServers({ MCP_SERVERS: `market=${market.url}` }, log)
})
afterAll(async () => {
  await servers.onApplicationShutdown()
  await market.stop()
})

function scene(of = pack) {
  const turn = turnOf('what is Apple trading at?')
  const context = { pack: of, turn, detection: { language: { code: 'en' } } } as unknown as Context
  const open = {
    context,
    turn,
    signal: new AbortController().signal,
    waitFor: <T>(work: Promise<T>) => work,
  }
  const record: ToolRecord = { done: [], uses: [] }
  const tools = new LookTools(servers, new ToolBudget(), log)
  const call = (tool: string, given: unknown) =>
    tools.run(open, { id: '1', tool, arguments: JSON.stringify(given) }, record)
  return { tools, context, record, call }
}

describe('what a model may look up', () => {
  it('is what the pack allows, of servers that have it', async () => {
    const { tools, context } = scene()
    // The server has no search_news, and the pack allows no place_order.
    expect((await tools.offered(context)).map(({ name }) => name)).toEqual(['knowledge_search', 'market_quote'])
  })

  it('is asked of the server, told as data, and put on record', async () => {
    const { call, record } = scene()
    expect(await call('market_quote', { symbol: 'AAPL' })).toContain('182.50')
    expect(record.uses).toMatchObject([{ tool: 'market.quote', outcome: 'ok' }])
    expect(market.calls.at(-1)).toMatchObject({ tool: 'get_quote', arguments: { symbol: 'AAPL' } })
  })

  it('finds passages of the papers, with their source', async () => {
    const { call } = scene()
    const told = await call('knowledge_search', { query: 'where to put a stop' })
    expect(told).toMatch(/stops\.md[\s\S]*swing low/)
  })

  it.each([
    ['market_quote', {}, 'symbol', 'wrong_type'],
    ['market_quote', { symbol: 'string' }, 'symbol', 'placeholder'],
    ['knowledge_search', { query: 'stop', limit: 5 }, '', 'wrong_type'],
  ])('is refused with a reason: %s %o', async (tool, given, field, reason) => {
    const { call, record } = scene()
    const before = market.calls.length
    expect(await call(tool, given)).toContain('wrong')
    expect(record.uses).toMatchObject([{ outcome: 'refused', refused: { field, reason } }])
    expect(market.calls).toHaveLength(before)
  })

  it('is nothing that the pack does not name, or that writes', async () => {
    const writing = pack.tools.map((tool) => (tool.mcp ? { ...tool, permission: 'write' as const } : tool))
    const { call } = scene({ ...pack, tools: writing })
    expect(await call('market_quote', { symbol: 'AAPL' })).toBeNull()
    expect(await call('place_order', {})).toBeNull()
    expect(await call('market_place_order', {})).toBeNull()
  })

  it('ends with the rate that the pack allows', async () => {
    const slow = pack.tools.map((tool) => (tool.name === 'market.quote' ? { ...tool, perMinute: 1 } : tool))
    const { call, record } = scene({ ...pack, tools: slow })
    await call('market_quote', { symbol: 'AAPL' })
    expect(await call('market_quote', { symbol: 'MSFT' })).toContain('too often')
    expect(record.uses.map(({ outcome }) => outcome)).toEqual(['ok', 'refused'])
  })
})
