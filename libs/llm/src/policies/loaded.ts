import type { Model, ModelEvent, Policy } from '../model.ts'

/** Loads a provider's SDK before the first call, outside its deadlines: that the program is slow to start is not the provider's fault. */
export function loaded(load: () => Promise<unknown>): Policy {
  return (model: Model): Model => {
    let isLoaded = false
    const first: Model['send'] = async function* (request, options): AsyncGenerator<ModelEvent> {
      await load()
      isLoaded = true
      yield* model.send(request, options)
    }
    return {
      name: model.name,
      send: (request, options) => (isLoaded ? model : { send: first }).send(request, options),
    }
  }
}
