import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { prepare, type Answerer, type SimulatedAnswer } from './answer.ts'
import type { ModelCall, SimulatedProvider } from './call.ts'
import { embeddingsAnswer } from './embeddings.ts'
import type { ModelFault } from './fault.ts'
import { drawMs, randomOf, type Latency } from './latency.ts'
import { anthropic } from './protocols/anthropic.ts'
import { chat } from './protocols/chat.ts'
import type { Protocol } from './protocols/protocol.ts'
import { responses } from './protocols/responses.ts'
import { workflow } from './protocols/workflow.ts'
import { writeAnswer } from './stream.ts'

export interface ModelSimulatorOptions {
  /** The same seed draws the same latencies: 1. */
  readonly seed?: number
  /** Time to the first token; a function may tell providers, models and prompts apart. None unless told. */
  readonly latency?: Latency | ((call: Omit<ModelCall, 'latencyMs'>) => Latency)
  /** Between two pieces of an answer: none. */
  readonly pieceMs?: number
  /** What it says; undefined for a usual sentence, or JSON of the wanted shape. `script` comes first. */
  readonly answer?: SimulatedAnswer | Answerer
  readonly fault?: (call: ModelCall) => ModelFault | null
  readonly port?: number
}

/** A running simulator of model providers. */
export interface ModelSimulator {
  readonly url: string
  /** Settings that send every provider to it; leave out those that shall be absent. */
  readonly settings: Record<ModelSetting, string>
  /** All requests, in the order in which they came. */
  readonly calls: readonly ModelCall[]
  callsOf(provider: SimulatedProvider): ModelCall[]
  /** Answers for the next requests, of one provider where it is named. */
  script(answers: readonly SimulatedAnswer[], provider?: SimulatedProvider): void
  /** The next `times` requests (all, unless told) of a provider, or of all of them, go wrong. */
  break(provider: SimulatedProvider | '*', fault: ModelFault, times?: number): void
  /** Everything works again. */
  repair(provider?: SimulatedProvider): void
  /** Forgets calls, scripts and faults. */
  reset(): void
  stop(): Promise<void>
}

export type ModelSetting =
  | 'OPENAI_API_KEY'
  | 'OPENAI_BASE_URL'
  | 'ANTHROPIC_API_KEY'
  | 'ANTHROPIC_BASE_URL'
  | 'LLM_COMPATIBLE_URL'
  | 'LLM_COMPATIBLE_KEY'
  | 'LLM_COMPATIBLE_MODEL'
  | 'WORKFLOW_URL'

const routes: Readonly<Record<string, { provider: SimulatedProvider; protocol: Protocol }>> = {
  '/v1/responses': { provider: 'openai', protocol: responses },
  '/v1/chat/completions': { provider: 'compatible', protocol: chat },
  '/v1/messages': { provider: 'anthropic', protocol: anthropic },
  '/workflow': { provider: 'workflow', protocol: workflow },
}

/** Starts a server that speaks the providers' real protocols over HTTP. Resolves when it listens. */
export async function startModelSimulator(options: ModelSimulatorOptions = {}): Promise<ModelSimulator> {
  const simulation = new Simulation(options)
  const server = createServer((request, response) => void simulation.serve(request, response))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    settings: {
      OPENAI_API_KEY: 'simulated-key-of-openai',
      OPENAI_BASE_URL: `${url}/v1`,
      ANTHROPIC_API_KEY: 'simulated-key-of-anthropic',
      ANTHROPIC_BASE_URL: url,
      LLM_COMPATIBLE_URL: `${url}/v1`,
      LLM_COMPATIBLE_KEY: 'simulated-key-of-compatible',
      LLM_COMPATIBLE_MODEL: 'simulated-model',
      WORKFLOW_URL: `${url}/workflow`,
    },
    calls: simulation.calls,
    callsOf: (provider) => simulation.calls.filter((call) => call.provider === provider),
    script: (answers, provider) => simulation.script(answers, provider),
    break: (provider, fault, times = Infinity) => simulation.faults.push({ provider, fault, left: times }),
    repair: (provider) => simulation.repair(provider),
    reset: () => simulation.reset(),
    stop: () =>
      new Promise((resolve) => {
        simulation.stop()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

class Simulation {
  readonly calls: ModelCall[] = []
  readonly faults: { provider: SimulatedProvider | '*'; fault: ModelFault; left: number }[] = []
  private readonly answers: { provider: SimulatedProvider | undefined; answer: SimulatedAnswer }[] = []
  private readonly stopped = new AbortController()
  private readonly random: () => number

  constructor(private readonly options: ModelSimulatorOptions) {
    this.random = randomOf(options.seed ?? 1)
  }

  script(answers: readonly SimulatedAnswer[], provider?: SimulatedProvider): void {
    this.answers.push(...answers.map((answer) => ({ provider, answer })))
  }

  repair(provider?: SimulatedProvider): void {
    const kept = this.faults.filter((one) => provider !== undefined && one.provider !== provider)
    this.faults.splice(0, this.faults.length, ...kept)
  }

  reset(): void {
    this.calls.length = 0
    this.faults.length = 0
    this.answers.length = 0
  }

  stop(): void {
    this.stopped.abort()
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0]!
    const route = routes[path]
    if (request.method !== 'POST' || (!route && path !== '/v1/embeddings')) {
      response.writeHead(request.method === 'HEAD' ? 200 : 404).end()
      return
    }
    const body = JSON.parse(await textIn(request)) as Record<string, unknown>
    if (!route) return this.embed(request, response, body)
    await this.answer(route, request, response, body)
  }

  private async answer(
    { provider, protocol }: { provider: SimulatedProvider; protocol: Protocol },
    request: IncomingMessage,
    response: ServerResponse,
    body: Record<string, unknown>,
  ): Promise<void> {
    const call = this.note(provider, { ...protocol.read(body), body, headers: request.headers })
    const gone = new AbortController()
    const onStop = (): void => gone.abort()
    this.stopped.signal.addEventListener('abort', onStop, { once: true })
    response.on('close', () => {
      this.stopped.signal.removeEventListener('abort', onStop)
      if (!response.writableEnded) call.abortedMs = performance.now()
      gone.abort()
    })
    try {
      const answer = prepare(call, await this.answerOf(call))
      await writeAnswer(call, answer, this.faultOf(call), response, {
        protocol,
        pieceMs: this.options.pieceMs ?? 0,
        signal: gone.signal,
      })
      if (response.writableEnded) call.endedMs = performance.now()
    } catch (error) {
      if (gone.signal.aborted) response.destroy()
      else response.writeHead(500).end(String(error))
    }
  }

  private embed(request: IncomingMessage, response: ServerResponse, body: Record<string, unknown>): void {
    const texts = (Array.isArray(body.input) ? body.input : [body.input]) as string[]
    const messages = texts.map((text) => ({ role: 'user', text }))
    const content = { model: String(body.model), instructions: '', messages, tools: [], format: null }
    const call = this.note('embeddings', { ...content, body, headers: request.headers })
    const fault = this.faultOf(call)
    const status = fault?.kind === 'status' ? fault.status : 200
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(status === 200 ? embeddingsAnswer(body) : responses.errorBody(status)))
    call.endedMs = performance.now()
  }

  private note(
    provider: SimulatedProvider,
    content: Pick<ModelCall, 'model' | 'instructions' | 'messages' | 'tools' | 'format' | 'body' | 'headers'>,
  ): ModelCall {
    const said = content.messages.filter(({ role }) => role === 'user' || role === 'contact')
    const known = {
      ...content,
      provider,
      number: this.calls.length + 1,
      lastText: said.at(-1)?.text ?? '',
      startedMs: performance.now(),
      abortedMs: null,
      endedMs: null,
    }
    const { latency } = this.options
    const wanted = typeof latency === 'function' ? latency(known) : latency
    const call = { ...known, latencyMs: wanted ? drawMs(wanted, this.random) : 0 }
    this.calls.push(call)
    return call
  }

  private async answerOf(call: ModelCall): Promise<SimulatedAnswer | undefined> {
    const index = this.answers.findIndex(({ provider }) => provider === undefined || provider === call.provider)
    if (index >= 0) return this.answers.splice(index, 1)[0]!.answer
    const { answer } = this.options
    return typeof answer === 'function' ? answer(call) : answer
  }

  private faultOf(call: ModelCall): ModelFault | null {
    const ordered = this.faults.find(
      ({ provider, left }) => left > 0 && (provider === '*' || provider === call.provider),
    )
    if (!ordered) return this.options.fault?.(call) ?? null
    ordered.left--
    return ordered.fault
  }
}

async function textIn(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
