import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { PreparedAnswer } from './answer.ts'
import type { ModelCall } from './call.ts'
import type { ModelFault } from './fault.ts'
import type { Piece, Protocol } from './protocols/protocol.ts'

export interface StreamOptions {
  readonly protocol: Protocol
  /** Between two pieces of the answer. */
  readonly pieceMs: number
  /** Aborts when the caller goes away or the simulator stops. */
  readonly signal: AbortSignal
}

const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' }

/** Writes the answer as its protocol streams it, with the fault that was ordered. */
export async function writeAnswer(
  call: ModelCall,
  answer: PreparedAnswer,
  fault: ModelFault | null,
  response: ServerResponse,
  { protocol, pieceMs, signal }: StreamOptions,
): Promise<void> {
  if (fault?.kind === 'hang') return forever(signal)
  if (fault?.kind === 'status' || fault?.kind === 'error_body')
    return refuse(response, protocol, fault.kind === 'status' ? fault : { status: 200 })
  response.writeHead(200, headers)
  response.flushHeaders()
  if (fault?.kind === 'silent') return forever(signal)
  if (fault?.kind === 'garbage')
    return void response.end('event: message\ndata: {"type": "resp\n\ndata: <html>502</html>\n\n')
  if (fault?.kind === 'nothing') return void response.end()
  const said = fault?.kind === 'empty' ? [] : protocol.saying(call, damaged(answer, fault))
  const opening = protocol.opening(call)
  const closing = protocol.closing(call, fault?.kind === 'empty' ? { ...answer, pieces: [], toolCalls: [] } : answer)
  if (fault?.kind === 'drip') return drip(response, [...opening, ...said, ...closing], fault.everyMs ?? 1000, signal)
  write(response, opening)
  await wait(call.latencyMs, signal)
  let characters = 0
  for (const piece of said) {
    if (fault && isReached(fault, characters + piece.characters)) return breakOff(fault, response, protocol, signal)
    write(response, [piece])
    characters += piece.characters
    if (pieceMs > 0) await wait(pieceMs, signal)
  }
  if (fault && 'afterCharacters' in fault) return breakOff(fault, response, protocol, signal)
  response.end(closing.map(({ data }) => data).join(''))
}

function isReached(fault: ModelFault, characters: number): boolean {
  return isBreak(fault) && characters > (fault.afterCharacters ?? 0)
}

type Break = Extract<ModelFault, { kind: 'cut' | 'stall' | 'error_inside' }>

function isBreak(fault: ModelFault): fault is Break {
  return fault.kind === 'cut' || fault.kind === 'stall' || fault.kind === 'error_inside'
}

async function breakOff(
  fault: ModelFault,
  response: ServerResponse,
  protocol: Protocol,
  signal: AbortSignal,
): Promise<void> {
  if (fault.kind === 'stall') return forever(signal)
  if (fault.kind === 'cut') {
    // What was said before must leave first.
    await new Promise((resolve) => response.write(': cut\n\n', resolve))
    return void response.destroy()
  }
  response.end(
    protocol
      .errorInside()
      .map(({ data }) => data)
      .join(''),
  )
}

function refuse(
  response: ServerResponse,
  protocol: Protocol,
  { status, retryAfterSeconds }: { status: number; retryAfterSeconds?: number },
): void {
  const extra = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  response.writeHead(status, { 'content-type': 'application/json', ...extra })
  response.end(JSON.stringify(protocol.errorBody(status)))
}

function damaged(answer: PreparedAnswer, fault: ModelFault | null): PreparedAnswer {
  return fault?.kind === 'wrong_json' ? { ...answer, pieces: ['{"this": ', '"is not ', 'what was asked"'] } : answer
}

async function drip(
  response: ServerResponse,
  pieces: readonly Piece[],
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (const byte of pieces.map(({ data }) => data).join('')) {
    response.write(byte)
    await wait(everyMs, signal)
  }
  response.end()
}

function write(response: ServerResponse, pieces: readonly Piece[]): void {
  for (const { data } of pieces) response.write(data)
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(ms, undefined, { signal })
}

function forever(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  )
}
