import type { Channel, Usage } from '@repartee/contracts'
import type { z } from 'zod'
import type { ModelError } from './error.ts'
import type { Ledger } from './ledger.ts'

export const modelTasks = ['capture', 'detect', 'relevance', 'generate', 'partner', 'coach', 'judge'] as const
/** What a model is asked for; each task has its own line of policies. */
export type ModelTask = (typeof modelTasks)[number]

export const tiers = ['fast', 'standard', 'deep'] as const
/** How good, and so how slow and dear, the model is; the effort of reasoning is part of it. */
export type Tier = (typeof tiers)[number]

export interface ModelRequest {
  readonly task: ModelTask
  readonly tier: Tier
  /** The stable prefix: what does not change from turn to turn of a pack, language, state. Providers may cache it. */
  readonly instructions: string
  /** What changes: state, slots, principle. Stands after the stable prefix. */
  readonly situation?: string
  readonly messages: readonly ModelMessage[]
  readonly tools?: readonly ModelTool[]
  /** Wants JSON of this shape; the text is JSON then, given whole and checked. */
  readonly format?: { readonly name: string; readonly schema: z.ZodType }
  readonly maxOutputTokens?: number
  /** For shares, usage, metrics; never sent to a provider. */
  readonly about: RequestAbout
  /** Milliseconds since the epoch; the whole call ends before it, whatever the policies' own limits are. */
  readonly deadlineAt: number
  /** Of the answer that a contact has already seen or heard: the model goes on from there and never starts again. */
  readonly shown?: string
}

export interface RequestAbout {
  readonly tenant: string
  readonly session: string
  readonly turn: string | null
  readonly channel: Channel
  readonly intent: string | null
  /** Shares that the session was given before, by experiment; they stick. */
  readonly arms?: Readonly<Record<string, string>>
}

export type ModelMessage =
  | { readonly role: 'contact'; readonly text: string }
  | {
      readonly role: 'business'
      readonly text: string
      readonly toolCalls?: readonly { readonly id: string; readonly tool: string; readonly arguments: string }[]
    }
  | { readonly role: 'tool'; readonly call: string; readonly tool: string; readonly result: string }

export interface ModelTool {
  /** Such as `booking.hold`; on the wire a dot becomes two underscores. */
  readonly name: string
  readonly description: string
  /** An object: a zod schema, or JSON Schema as an MCP server gives it. */
  readonly parameters: z.ZodType | Readonly<Record<string, unknown>>
}

export type ModelEvent =
  /** The provider's stream is open; first event of whoever speaks, again when another one goes on. */
  | {
      readonly type: 'meta'
      readonly provider: string
      readonly model: string
      readonly tier: Tier
      readonly arms?: Readonly<Record<string, string>>
    }
  | { readonly type: 'text'; readonly text: string }
  /** Alive, with nothing to show: it thinks, writes the arguments of a tool call, or a workflow enters a node. */
  | { readonly type: 'progress'; readonly what: 'reasoning' | 'tool_call' | 'node'; readonly name?: string }
  /** Whole; `arguments` is JSON text. */
  | { readonly type: 'tool_call'; readonly id: string; readonly tool: string; readonly arguments: string }
  /** A tool that ran at the provider's side. */
  | { readonly type: 'tool_result'; readonly tool: string; readonly result: string }
  /** One for each attempt, losers and failures too; they come before `done` or the error. */
  | { readonly type: 'usage'; readonly usage: Usage }
  /** Of an attempt that was replaced by another; the last failure is thrown. */
  | { readonly type: 'error'; readonly error: ModelError }
  | { readonly type: 'done'; readonly finish: Finish }

export type Finish = 'stop' | 'length' | 'tool_calls' | 'filtered'

export interface SendOptions {
  readonly signal: AbortSignal
  /** Where attempts book what they used; made by the outermost policy. */
  readonly ledger?: Ledger
}

/** Something that answers requests: a provider's model, or one with policies around it. */
export interface Model {
  readonly name: string
  send(request: ModelRequest, options: SendOptions): AsyncIterable<ModelEvent>
}

/** Something put around a model. */
export type Policy = (model: Model) => Model
