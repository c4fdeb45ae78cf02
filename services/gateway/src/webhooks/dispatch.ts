import type { Channel } from '@repartee/contracts'
import { count } from '@repartee/telemetry'
import type { Reading } from '../core/reading.ts'
import type { Instance } from '../instances/instance.ts'
import { Intake } from '../intake/intake.ts'
import { Echoes } from './echoes.ts'
import { Receipts } from './receipts.ts'

/** Readings of one body that are worked on side by side. */
const AT_ONCE = 64

/** Sends each thing that a webhook said where it belongs. */
export class Dispatch {
  constructor(
    private readonly intake: Intake,
    private readonly receipts: Receipts,
    private readonly echoes: Echoes,
  ) {}

  /** Takes in all readings, in order; `instanceOf` finds whose account one speaks of. Rejects when one cannot be stored. */
  async take(
    channel: Channel,
    readings: readonly Reading[],
    instanceOf: (account: string) => Promise<Instance | null>,
  ): Promise<void> {
    const receivedAt = new Date().toISOString()
    for (let start = 0; start < readings.length; start += AT_ONCE) {
      const batch = readings.slice(start, start + AT_ONCE)
      await Promise.all(batch.map((reading) => this.takeOne(channel, reading, receivedAt, instanceOf)))
    }
  }

  private async takeOne(
    channel: Channel,
    reading: Reading,
    receivedAt: string,
    instanceOf: (account: string) => Promise<Instance | null>,
  ): Promise<void> {
    if (reading.say === 'ignored' || reading.say === 'malformed') {
      return counted(channel, reading.say === 'ignored' ? `ignored_${reading.why}` : 'malformed')
    }
    const instance = await instanceOf(reading.account)
    if (instance === null) return counted(channel, 'unknown_instance')
    switch (reading.say) {
      case 'message':
        await this.intake.receive({ instance, from: reading.from, message: reading.message, receivedAt })
        return counted(channel, 'taken')
      case 'status':
        return this.receipts.take(instance, reading.status, receivedAt)
      case 'echo':
        return counted(channel, `echo_${await this.echoes.take(instance, reading.to, reading.message, receivedAt)}`)
    }
  }
}

function counted(channel: Channel, result: string): void {
  count('repartee_messages_received_total', { channel, result })
}
