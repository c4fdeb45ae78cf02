import { AsyncLocalStorage } from 'node:async_hooks'
import type { PolicyContext } from './index.ts'
import type { Step } from './delivery.ts'

type Listener = (isDone: boolean) => void

const listening = new AsyncLocalStorage<Listener[]>()

/**
 * Calls `listener` when the delivery that runs now is settled: true when what its handler returned is stored and it is acknowledged.
 * Returns false, and never calls, outside a delivery.
 */
export function whenSettled(listener: Listener): boolean {
  const listeners = listening.getStore()
  listeners?.push(listener)
  return listeners !== undefined
}

export function isInDelivery(): boolean {
  return listening.getStore() !== undefined
}

/** Tells those who asked by `whenSettled`. */
export function tellSettled(_context: PolicyContext): Step {
  return async (_delivery, next) => {
    const listeners: Listener[] = []
    let isDone = false
    try {
      const outcome = await listening.run(listeners, next)
      isDone = outcome.do === 'acknowledge'
      return outcome
    } finally {
      for (const listener of listeners) listener(isDone)
    }
  }
}
