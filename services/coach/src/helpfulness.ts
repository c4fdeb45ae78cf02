import { type Bucket, type Bus, type Incoming } from '@repartee/bus'
import { adviceGiven, TIPS, type feedbackGiven, type LanguageCode, type Payload } from '@repartee/contracts'
import { counted, NO_THUMBS, ordered, thumbs, type Thumbs } from './core/thumbs.ts'

type Feedback = Pick<Incoming<typeof feedbackGiven>, 'id' | 'data'>
type Given = Payload<typeof adviceGiven>

const TRIES = 5

/** Which of the pack's tips help, by what people of the tenant say of them. */
export class Helpfulness {
  private readonly bucket: Bucket<Thumbs>
  private readonly known = new Map<string, Thumbs>()
  private readonly stop: () => void

  constructor(private readonly bus: Bus) {
    this.bucket = bus.kv(TIPS, thumbs)
    this.stop = this.bucket.watch(({ key, value }) => {
      if (value === null) this.known.delete(key)
      else this.known.set(key, value)
    })
  }

  onApplicationShutdown(): void {
    this.stop()
  }

  /** The tips with those first that helped this tenant. */
  order(of: { tenant: string; intent: string | null; language: LanguageCode }, tips: readonly string[]): string[] {
    return ordered(tips, this.known.get(keyOf(of)) ?? NO_THUMBS)
  }

  /** Counts a thumb on an advice of the pack. */
  async learn({ id, data: { tenant, session, turn, on, thumb } }: Feedback): Promise<void> {
    if (on !== 'advice') return
    const events = await this.bus.readSession({ tenant, session })
    const given = events
      .flatMap((event) => (event.is(adviceGiven) ? [event.data()] : []))
      .find((one) => one.turn === turn)
    if (given === undefined || given.source === 'ai') return
    await this.count(given, id, thumb)
  }

  private async count(given: Given, id: string, thumb: 'up' | 'down'): Promise<void> {
    const key = keyOf(given)
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const found = await this.bucket.get(key)
      const after = counted(found?.value ?? NO_THUMBS, { id, tips: given.tips, thumb })
      if (after === found?.value) return
      const written = found
        ? await this.bucket.update(key, after, found.revision)
        : await this.bucket.create(key, after)
      if (written !== null) return
    }
    throw new Error(`others kept writing ${key}: it is tried again`)
  }
}

const keyOf = ({ tenant, intent, language }: { tenant: string; intent: string | null; language: LanguageCode }) =>
  `${tenant}.${intent ?? 'none'}.${language}`
