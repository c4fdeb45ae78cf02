import { languageName } from '@repartee/language'
import type { Context } from '../context.ts'
import { filled } from './data.ts'
import { BASE, DEFAULT_VOICE, SPOKEN } from './texts.ts'

/** The stable prefix: the same for all turns of a pack, a language, a state and a kind of channel, so that providers can cache it. */
export function instructionsOf({ pack, turn, detection }: Pick<Context, 'pack' | 'turn' | 'detection'>): string {
  const { businessName } = turn.snapshot.settings
  const state = pack.states.find(({ name }) => name === detection.state)
  return [
    filled((pack.prompts['voice'] ?? DEFAULT_VOICE).trim(), { business: businessName }),
    filled(BASE, { language: languageName(detection.language.code) }),
    turn.address.channel === 'phone' ? SPOKEN : '',
    state ? `${state.description}. ${state.prompt}`.trim() : '',
  ]
    .filter((text) => text !== '')
    .join('\n')
}
