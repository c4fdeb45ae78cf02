import type { z } from 'zod'
import { parseJson } from '../json.ts'
import type { Model, ModelEvent, Policy } from '../model.ts'

/** Where JSON is wanted, gives it whole and checked, or fails with `invalid`: so a damaged answer is replaced like a missing one. */
export const checked: Policy = (model: Model): Model => ({
  name: model.name,
  send: (request, options) =>
    request.format ? whole(model.send(request, options), request.format.schema) : model.send(request, options),
})

async function* whole(events: AsyncIterable<ModelEvent>, schema: z.ZodType): AsyncGenerator<ModelEvent> {
  let text = ''
  let speaker = ''
  for await (const event of events) {
    if (event.type === 'meta') speaker = event.provider
    if (event.type === 'text') {
      text += event.text
      yield alive
    } else {
      if (event.type === 'done' && text !== '') {
        parseJson(text, schema, speaker)
        yield { type: 'text', text }
      }
      yield event
    }
  }
}

const alive: ModelEvent = { type: 'progress', what: 'reasoning', name: 'json' }
