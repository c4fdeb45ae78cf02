import type { PreparedAnswer } from '../answer.ts'
import type { CallContent, ModelCall } from '../call.ts'

/** One piece of a stream: its bytes, and how many characters of the answer it carries. */
export interface Piece {
  readonly data: string
  readonly characters: number
}

/** How one provider's API reads and writes. */
export interface Protocol {
  read(body: Record<string, unknown>): CallContent
  /** The first pieces, before the model has said anything. */
  opening(call: ModelCall): Piece[]
  saying(call: ModelCall, answer: PreparedAnswer): Piece[]
  closing(call: ModelCall, answer: PreparedAnswer): Piece[]
  /** An error event in the middle of a stream. */
  errorInside(): Piece[]
  /** The body of an HTTP error. */
  errorBody(status: number): unknown
}

export const silent = (data: string): Piece => ({ data, characters: 0 })

/** A server-sent event of JSON, with its name if it has one. */
export function sse(value: object, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(value)}\n\n`
}
