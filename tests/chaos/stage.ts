import type { RunningProgram } from '@repartee/testing'
import { Crowd, type Entrance } from '../system/crowd.ts'
import { House } from '../system/house.ts'
import { packsWithoutQuietHours } from '../system/packs.ts'
import { Received } from '../system/received.ts'

/** How long things last, and how many they are: the whole play, or the short one for every change. */
export interface Scale {
  readonly perSecond: number
  readonly killEveryMs: number
  readonly killRounds: number
  readonly brokerKills: number
  readonly brokerAwayMs: number
  readonly serverAwayMs: number
  readonly overloadMs: number
  readonly bookers: number
  readonly rivals: number
}

export const whole: Scale = {
  perSecond: 50,
  killEveryMs: 3000,
  killRounds: 2.5,
  brokerKills: 8,
  brokerAwayMs: 60_000,
  serverAwayMs: 30_000,
  overloadMs: 60_000,
  bookers: 8,
  rivals: 200,
}
export const short: Scale = {
  perSecond: 12,
  killEveryMs: 1500,
  killRounds: 1,
  brokerKills: 1,
  brokerAwayMs: 3000,
  serverAwayMs: 3000,
  overloadMs: 5000,
  bookers: 2,
  rivals: 50,
}

/** The running system that the faults are played on: every service its own process, and two gateways. */
export class Stage {
  readonly house: House
  readonly scale: Scale
  readonly entrance: Entrance
  readonly #removePacks: () => Promise<void>
  #crowds = 0

  private constructor(house: House, scale: Scale, otherGateway: string, removePacks: () => Promise<void>) {
    this.house = house
    this.scale = scale
    this.entrance = {
      gatewayUrls: [house.system.gatewayUrl, otherGateway],
      appSecret: house.system.environment['META_APP_SECRET'] ?? '',
    }
    this.#removePacks = removePacks
  }

  static async open(scale: Scale): Promise<Stage> {
    const packs = await packsWithoutQuietHours()
    const settings = { DEBOUNCE_MS: '0', PACKS_DIR: packs.folder }
    const house = await House.open({ isSplit: true, settings, onNotice: () => undefined })
    try {
      await house.openOnHolidays()
      const other = await house.system.startAnother('gateway')
      return new Stage(house, scale, other.url, packs.remove)
    } catch (error) {
      await house.close()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.house.close()
    await this.#removePacks()
  }

  /** Contacts that nobody has seen yet. */
  crowd(): Crowd {
    this.#crowds += 1
    return new Crowd(this.entrance, `349${String(this.#crowds).padStart(2, '0')}`)
  }

  received(): Received {
    return new Received(this.house.system.sandboxUrl)
  }

  /** The services' processes, of which the second gateway is none: it stays, as one of two does in a rolling restart. */
  programs(): RunningProgram[] {
    return Object.values(this.house.system.programs)
  }

  program(name: string): RunningProgram {
    const program = this.house.system.programs[name]
    if (program === undefined) throw new Error(`there is no process ${name}`)
    return program
  }
}
