import type { Usage } from '@repartee/contracts'
import type { Fault } from '../core/checks/faults.ts'
import type { Remembered } from './answer.ts'
import type { ToolRecord } from './model-tools.ts'

/** A model that gave no answer that can be sent. What it cost and what its tools did stands all the same. */
export class NoAnswer extends Error {
  constructor(
    readonly reason: string,
    readonly record: ToolRecord,
    readonly usage: readonly Usage[],
    readonly faults: readonly Fault[],
    options?: ErrorOptions,
  ) {
    super(`the model gave no answer: ${reason}`, options)
    this.name = 'NoAnswer'
  }
}

/** The lasting facts that a model noted, one for each key. */
export function rememberedOf({ done }: ToolRecord): Remembered[] {
  const facts = done.flatMap(({ tool, arguments: { key, value, quote } }) => {
    return tool === 'remember' && key && value && quote ? [{ key, value, quote }] : []
  })
  return [...new Map(facts.map((fact) => [fact.key, fact])).values()]
}
