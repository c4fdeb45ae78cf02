// Keeps the last traces in memory for the page and the demo, when no OTLP endpoint is set. Listens on TRACES_PORT:
//   POST /v1/traces   OTLP/HTTP JSON        GET /traces         ids, latest first
//   GET /traces/<id>  the tree as JSON      GET /traces/<id>.txt  as text
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { rootFolder } from './lib/paths.mjs'

const { TraceSink, renderTree } = await import(pathToFileURL(join(rootFolder, 'libs/telemetry/dist/index.js')).href)
const mostBytes = 32 * 1024 * 1024
const sink = new TraceSink({ maxTraces: 2000 })

const server = createServer((request, response) => {
  const origin = request.headers.origin
  if (origin !== undefined && isLocal(origin)) response.setHeader('access-control-allow-origin', origin)
  const { pathname } = new URL(String(request.url), 'http://localhost')
  if (request.method === 'POST' && pathname === '/v1/traces') return accept(request, response)
  if (pathname === '/ready') return send(response, 200, { ready: true })
  if (pathname === '/traces') return send(response, 200, sink.recent())
  const [, id, asText] = /^\/traces\/([0-9a-f]{32})(\.txt)?$/.exec(pathname) ?? []
  const tree = id && sink.trace(id)
  if (!tree) return send(response, 404, { title: 'No such trace', status: 404 })
  if (asText) return response.setHeader('content-type', 'text/plain; charset=utf-8').end(`${renderTree(tree)}\n`)
  return send(response, 200, { ...tree, linked: sink.linkedTo(id) })
})

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
function accept(request, response) {
  /** @type {Buffer[]} */
  const chunks = []
  let bytes = 0
  request.on('data', (chunk) => {
    bytes += chunk.length
    if (bytes <= mostBytes) chunks.push(chunk)
  })
  request.on('end', () => {
    if (bytes > mostBytes) return send(response, 413, { title: 'Too many spans at once', status: 413 })
    try {
      const body = Buffer.concat(chunks)
      sink.accept(JSON.parse(String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body)))
      send(response, 200, {})
    } catch (error) {
      send(response, 400, {
        title: `Not OTLP/HTTP JSON: ${error instanceof Error ? error.message : String(error)}`,
        status: 400,
      })
    }
  })
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {unknown} body */
function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** @param {string} origin */
function isLocal(origin) {
  return URL.canParse(origin) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname)
}

server.listen(Number(process.env.TRACES_PORT), '127.0.0.1')
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, () => process.exit(0))
