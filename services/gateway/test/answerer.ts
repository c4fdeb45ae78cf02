import { Bus } from '@repartee/bus'
import { type KeptReply, outgoing, replyCompleted, turnReceived, type TurnReceived } from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { replyIdOf, SessionStore } from '@repartee/session'

/** Closes turns as the generation service does, with words of the test; `hold` keeps them open until `release`. */
export class Answerer {
  private readonly waiting: TurnReceived[] = []
  private isHolding = false

  constructor(
    private readonly service: RunningService,
    private readonly wordsFor: (turn: TurnReceived) => string,
  ) {
    service.app.get(Bus).readAll({
      onEvent: (event) => {
        if (!event.is(turnReceived)) return
        this.waiting.push(event.data() as TurnReceived)
        if (!this.isHolding) void this.release()
      },
    })
  }

  hold(): void {
    this.isHolding = true
  }

  /** Answers what waits, and what comes from now on. */
  async release(): Promise<void> {
    this.isHolding = false
    for (const turn of this.waiting.splice(0)) await this.answer(turn)
  }

  private async answer(turn: TurnReceived): Promise<void> {
    const { snapshot } = turn
    const after = {
      language: 'en' as const,
      slots: snapshot.slots,
      state: snapshot.state,
      task: snapshot.task,
      pending: snapshot.pending,
      frustration: 0,
      principle: null,
      resistance: 0,
    }
    const now = new Date().toISOString()
    const sessions = this.service.app.get(SessionStore)
    const closed = await sessions.close(snapshot, { turn: turn.turn, reply: this.replyTo(turn, now), after, now })
    if (closed.do === 'drop' || closed.reply === null) return
    const { tenant, session, address, contact } = turn
    const payload = { tenant, session, settings: snapshot.settings, address, contact, ...closed.reply, usage: [] }
    await this.service.app.get(Bus).publish(outgoing(replyCompleted, payload), { id: `answer-${turn.turn}` })
  }

  private replyTo(turn: TurnReceived, now: string): KeptReply {
    return {
      turn: turn.turn,
      number: turn.number,
      occurrence: null,
      kind: 'answer',
      contactText: turn.text,
      reply: { id: replyIdOf(turn.turn), text: this.wordsFor(turn), language: 'en', choices: [], sidecar: [] },
      previousReply: null,
      slots: {},
      frustration: 0,
      urgency: 'low',
      mood: 0.5,
      stage: null,
      reasoning: {
        intent: 'test',
        confidence: 1,
        situation: 'test',
        principle: 'test',
        stateBefore: 'idle',
        stateAfter: 'idle',
        reconcile: 'none',
        cache: 'off',
        provider: 'rules',
        level: 'rules',
        tools: [],
        checks: [],
      },
      timings: { firstTokenMs: null, totalMs: 0, steps: {} },
      adviceMode: 'off',
      followUp: null,
      receivedAt: turn.receivedAt,
      completedAt: now,
    }
  }
}
