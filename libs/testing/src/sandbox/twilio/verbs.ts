import { type Verb, spokenText, verbsIn } from './twiml.ts'

/** One thing that the caller heard or that happened on the line. */
export type Heard =
  | { verb: 'say'; text: string; language?: string; voice?: string }
  | { verb: 'play'; url: string; digits?: string }
  | { verb: 'pause'; seconds: number }
  | { verb: 'redirect'; url: string }
  | { verb: 'error'; code: number; text: string }
  | { verb: 'other'; name: string; attributes: Record<string, string>; text: string }

/** What the call waits for; until that comes, nothing more is said. */
export type Waiting =
  | {
      for: 'speech'
      input: string
      action?: string
      method: string
      actionOnEmptyResult: boolean
      hints?: string
      language?: string
    }
  | { for: 'dial'; number: string; action?: string; method: string; callerId?: string }
  | { for: 'media'; kind: string; url: string; parameters: Record<string, string>; action?: string; method: string }

/** What a verb does to the call. */
export type Step =
  | { do: 'hear'; heard: Heard }
  | { do: 'wait'; prompt: Heard[]; waiting: Waiting }
  | { do: 'fetch'; url: string; method: string }
  | { do: 'end'; status: 'completed' | 'busy' }

/** Reads one TwiML verb. */
export function stepOf(verb: Verb): Step {
  const { attributes } = verb
  switch (verb.name) {
    case 'Gather':
      return { do: 'wait', prompt: verbsIn(verb).map(heardIn), waiting: gather(attributes) }
    case 'Dial':
      return { do: 'wait', prompt: [], waiting: dial(verb) }
    case 'Connect':
      return { do: 'wait', prompt: [], waiting: connect(verb) }
    case 'Redirect':
      return { do: 'fetch', url: spokenText(verb), method: attributes.method ?? 'POST' }
    case 'Hangup':
      return { do: 'end', status: 'completed' }
    case 'Reject':
      return { do: 'end', status: 'busy' }
    default:
      return { do: 'hear', heard: heardIn(verb) }
  }
}

function heardIn(verb: Verb): Heard {
  const { attributes } = verb
  const text = spokenText(verb)
  switch (verb.name) {
    case 'Say':
      return { verb: 'say', text, ...pick(attributes, 'language', 'voice') }
    case 'Play':
      return { verb: 'play', url: text, ...pick(attributes, 'digits') }
    case 'Pause':
      return { verb: 'pause', seconds: Number(attributes.length ?? 1) }
    default:
      return { verb: 'other', name: verb.name, attributes, text }
  }
}

function gather(attributes: Record<string, string>): Waiting {
  return {
    for: 'speech',
    input: attributes.input ?? 'dtmf',
    method: attributes.method ?? 'POST',
    actionOnEmptyResult: attributes.actionOnEmptyResult === 'true',
    ...pick(attributes, 'action', 'hints', 'language'),
  }
}

function dial(verb: Verb): Waiting {
  const { attributes } = verb
  const method = attributes.method ?? 'POST'
  return { for: 'dial', number: spokenText(verb), method, ...pick(attributes, 'action', 'callerId') }
}

function connect(verb: Verb): Waiting {
  const [inner] = verbsIn(verb)
  const parameters = inner ? verbsIn(inner).filter(({ name }) => name === 'Parameter') : []
  return {
    for: 'media',
    kind: inner?.name ?? 'none',
    url: inner?.attributes.url ?? '',
    parameters: Object.fromEntries(parameters.map(({ attributes: { name = '', value = '' } }) => [name, value])),
    method: verb.attributes.method ?? 'POST',
    ...pick(verb.attributes, 'action'),
  }
}

function pick<Name extends string>(attributes: Record<string, string>, ...names: Name[]): { [name in Name]?: string } {
  const found = names.filter((name) => attributes[name] !== undefined).map((name) => [name, attributes[name]])
  return Object.fromEntries(found) as { [name in Name]?: string }
}
