/**
 * Order per key: what enters one lane runs one after the other, different lanes never wait for each other.
 * How many are inside at once is up to whoever lets them in.
 */
export class Lanes<Item> {
  private readonly lanes = new Map<string, Item[]>()

  constructor(private readonly run: (item: Item) => Promise<void>) {}

  enter(key: string, item: Item): void {
    const waiting = this.lanes.get(key)
    if (waiting) {
      waiting.push(item)
      return
    }
    this.lanes.set(key, [])
    void this.advance(key, item)
  }

  /** Takes out all that has not begun. */
  takeWaiting(): Item[] {
    return [...this.lanes.values()].flatMap((waiting) => waiting.splice(0))
  }

  private async advance(key: string, first: Item): Promise<void> {
    for (let item: Item | undefined = first; item !== undefined; item = this.lanes.get(key)?.shift()) {
      await this.run(item)
    }
    this.lanes.delete(key)
  }
}
