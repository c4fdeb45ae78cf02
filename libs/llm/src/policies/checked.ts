import { parseJson } from '../json.ts'
import type { Model, ModelEvent, Policy } from '../model.ts'

/** Where JSON is wanted, gives it whole and checked, or fails with `invalid`: so a damaged answer is replaced like a missing one. */
export const checked: Policy = (model: Model): Model => ({
  name: model.name,
  async *send(request, options) {
    const { format } = request
    if (!format) return yield* model.send(request, options)
    let text = ''
    let speaker = ''
    for await (const event of model.send(request, options)) {
      if (event.type === 'meta') speaker = event.provider
      if (event.type === 'text') {
        text += event.text
        yield alive
      } else {
        if (event.type === 'done' && text !== '') {
          parseJson(text, format.schema, speaker)
          yield { type: 'text', text }
        }
        yield event
      }
    }
  },
})

const alive: ModelEvent = { type: 'progress', what: 'reasoning', name: 'json' }
