import { Redis } from '@repartee/service'
import { instance, type Instance, type Place, placeKey } from './instance.ts'

const SECONDS = 3600
const keyOf = (name: string) => `whatsapp:instance:${name}`
const keyAt = (place: Place) => `whatsapp:instance-at:${placeKey(place)}`

/** Copies of instances in Redis, by name, with an index by place. Throws while Redis is away. */
export class InstanceCopies {
  constructor(private readonly redis: Redis) {}

  /** Keeps copies of these for an hour. */
  async put(instances: readonly Instance[]): Promise<void> {
    if (instances.length === 0) return
    const commands = this.redis.pipeline()
    for (const one of instances) {
      commands.set(keyOf(one.name), JSON.stringify(one), 'EX', SECONDS)
      commands.set(keyAt(one), one.name, 'EX', SECONDS)
    }
    await commands.exec()
  }

  /** The copy of the instance at a place, if there is one that can be read. */
  async at(place: Place): Promise<Instance | null> {
    const name = await this.redis.get(keyAt(place))
    const copy = name === null ? null : await this.redis.get(keyOf(name))
    if (copy === null) return null
    const parsed = instance.safeParse(JSON.parse(copy))
    return parsed.success && placeKey(parsed.data) === placeKey(place) ? parsed.data : null
  }

  /** Forgets instances that are no more. */
  async forget(instances: readonly Instance[]): Promise<void> {
    if (instances.length > 0) await this.redis.del(instances.flatMap((one) => [keyOf(one.name), keyAt(one)]))
  }
}
