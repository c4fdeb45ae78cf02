import type { Model, ModelEvent } from '../model.ts'

/** How much of a continuation is looked at before any of it is shown: models like to repeat the last words. */
const LOOK_AT = 48

/** Asked to go on from what was shown, drops what the model repeats of it: all of it, or its last words. */
export function continuing(model: Model): Model {
  return {
    name: model.name,
    send: (request, options) =>
      request.shown ? goingOn(model.send(request, options), request.shown) : model.send(request, options),
  }
}

async function* goingOn(events: AsyncIterable<ModelEvent>, shown: string): AsyncGenerator<ModelEvent> {
  let held = ''
  let isDecided = false
  for await (const event of events) {
    if (isDecided || event.type === 'meta' || event.type === 'progress') yield event
    else if (event.type === 'text') {
      held += event.text
      if (mayRepeat(shown, held)) continue
      isDecided = true
      yield* textEvent(rest(shown, held))
    } else {
      isDecided = true
      yield* textEvent(rest(shown, held))
      yield event
    }
  }
}

/** Whether it is too early to say what of `said` is a repetition. */
function mayRepeat(shown: string, said: string): boolean {
  return said.length < Math.min(LOOK_AT, shown.length) || (said.length < shown.length && shown.startsWith(said))
}

/** What of `said` is new after `shown`, with the space between them that is missing, and no second one. */
export function rest(shown: string, said: string): string {
  const fresh = withoutRepetition(shown, said)
  if (/\s$/u.test(shown)) return fresh.trimStart()
  return needsSpace.test(`${shown.slice(-1)}${fresh.slice(0, 1)}`) ? ` ${fresh}` : fresh
}

/** Models seldom begin with the space that they should: two words run together are likelier than one cut in two. */
const needsSpace = /^[\p{L}\p{N}.,;:!?](?![\p{Script=Han}])\p{L}$/u

function withoutRepetition(shown: string, said: string): string {
  const text = said.trimStart()
  const whole = shown.trim()
  if (text.startsWith(whole)) return text.slice(whole.length)
  for (let length = Math.min(shown.length, said.length); length >= 8; length--) {
    if (shown.endsWith(said.slice(0, length))) return said.slice(length)
  }
  return said
}

function* textEvent(text: string): Generator<ModelEvent> {
  if (text !== '') yield { type: 'text', text }
}
