import type { FactoryProvider, InjectionToken } from '@nestjs/common'

/**
 * Provides a plain class, which knows nothing of Nest: `provide(Gate, [Marks, LOGGER])` builds it with what stands
 * under these tokens, in the order of its constructor's parameters.
 */
export function provide<Parts extends unknown[], Built>(
  built: new (...parts: Parts) => Built,
  inject: { [Part in keyof Parts]: InjectionToken<Parts[Part]> },
): FactoryProvider<Built> {
  return { provide: built, inject: [...inject], useFactory: (...parts: Parts) => new built(...parts) }
}
