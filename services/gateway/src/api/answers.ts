import type { KeptReply } from '@repartee/contracts'
import type { Question, Replies } from '../phone/replies.ts'
import type { Verdicts } from '../sending/verdicts.ts'

/** The longest turn of a chat, and the send gate. */
const LONGEST_WAIT_MS = 20_000
const GATE_WAIT_MS = 5000

/** The answers to messages of the web chat, for requests that wait for them. */
export class Answers {
  constructor(
    private readonly replies: Replies,
    private readonly verdicts: Verdicts,
  ) {}

  /** What was said to a message, once it has passed the send gate; null when nothing was. */
  async to(question: Question): Promise<KeptReply | null> {
    const kept = await this.replies.to(question, LONGEST_WAIT_MS)
    if (kept === null) return null
    return (await this.verdicts.of(question.session, kept.reply.id, GATE_WAIT_MS)) === true ? kept : null
  }
}
