import { Controller } from '@nestjs/common'
import { type Incoming, On } from '@repartee/bus'
import { type Outgoing, receiptKept } from '@repartee/contracts'
import { Receipts } from './receipts.ts'

/** Receipts that came while NATS was away. */
@Controller()
export class KeptReceiptsController {
  constructor(private readonly receipts: Receipts) {}

  @On(receiptKept)
  async note({ data }: Incoming<typeof receiptKept>): Promise<Outgoing[]> {
    const told = await this.receipts.note(data, data.receipt, data.receivedAt)
    return told.map(({ event }) => event)
  }
}
