import { Bus } from '@repartee/bus'
import { liveReply, liveSentence, type Channel, type ReplyCompleted } from '@repartee/contracts'
import { splitSentences } from '@repartee/language'

const ATTEMPT = 1
const SPEAKS: ReadonlySet<Channel> = new Set(['phone'])

/** Shows a reply to those who watch, and sends its sentences to be spoken where the channel speaks. */
export class Speaking {
  constructor(private readonly bus: Bus) {}

  /** Live frames of a reply that is whole already: a start, its text, an end; and its sentences on the phone. */
  say({ tenant, session, turn, number, reply, address }: ReplyCompleted): void {
    if (turn === null || number === null) return
    const reference = { tenant, session, turn, number, attempt: ATTEMPT }
    this.bus.live(liveReply, { ...reference, seq: 0, type: 'start', text: '' })
    this.bus.live(liveReply, { ...reference, seq: 1, type: 'delta', text: reply.text })
    this.bus.live(liveReply, { ...reference, seq: 2, type: 'end', text: reply.text })
    if (!SPEAKS.has(address.channel)) return
    const sentences = splitSentences(reply.text, reply.language)
    for (const [sentence, text] of sentences.entries()) {
      const last = sentence === sentences.length - 1
      this.bus.live(liveSentence, {
        ...reference,
        sentence,
        text,
        language: reply.language,
        last,
        format: 'mulaw_8000',
      })
    }
  }
}
