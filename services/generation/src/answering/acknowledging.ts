import { message } from '@repartee/packs'
import type { Context } from '../core/context.ts'
import type { Speech } from '../speech.ts'

/** Says something while an answer takes long: by the kind of request, in the contact's language, once a turn. */
export class Acknowledging {
  private readonly timer: NodeJS.Timeout

  constructor({ pack, detection }: Pick<Context, 'pack' | 'detection'>, speech: Pick<Speech, 'acknowledge'>) {
    const intent = pack.intents.find(({ name }) => name === detection.intent.name)
    const key = `acknowledgement.${intent?.acknowledgement ?? 'other'}`
    this.timer = setTimeout(
      () => speech.acknowledge(message(pack, detection.language.code, key, {}, { spoken: true })),
      pack.voice.acknowledgeAfterMs,
    )
  }

  /** The answer is ready, or nobody waits for it any more. */
  end(): void {
    clearTimeout(this.timer)
  }
}
