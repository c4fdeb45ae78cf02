import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { z } from 'zod'

/** A tool of the server of tests. A promise that never settles plays one that hangs. */
export interface PlayedTool {
  readonly description: string
  readonly parameters: Record<string, z.ZodType>
  readonly answer: (given: Record<string, unknown>) => string | Promise<string>
}

/** A call as the server saw it. */
export interface SeenCall {
  readonly tool: string
  readonly arguments: Record<string, unknown>
  readonly authorization: string | undefined
}

export interface RunningMcpServer {
  readonly url: string
  readonly calls: readonly SeenCall[]
  stop(): Promise<void>
}

/** Starts a small MCP server (streamable HTTP, no sessions) on a free port. */
export async function startMcpServer(tools: Readonly<Record<string, PlayedTool>>): Promise<RunningMcpServer> {
  const { McpServer } = await import('@modelcontextprotocol/sdk/server/mcp.js')
  const { StreamableHTTPServerTransport } = await import('@modelcontextprotocol/sdk/server/streamableHttp.js')
  const calls: SeenCall[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const server = new McpServer({ name: 'played', version: '1.0.0' })
    for (const [name, { description, parameters, answer: play }] of Object.entries(tools)) {
      server.registerTool(name, { description, inputSchema: parameters }, async (given: Record<string, unknown>) => {
        calls.push({ tool: name, arguments: given, authorization: request.headers.authorization })
        return { content: [{ type: 'text', text: await play(given) }] }
      })
    }
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
    response.on('close', () => void server.close())
    await server.connect(transport as Parameters<typeof server.connect>[0])
    await transport.handleRequest(request, response)
  }
  const http = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}
