import type { Bus } from '@repartee/bus'
import { liveReply, liveSentence, type LanguageCode, type TurnReceived } from '@repartee/contracts'
import { SentenceCutter, splitSentences } from '@repartee/language'
import { Coalescer } from './coalescer.ts'

/** A sentence waits so long for its end before it is said as it is. */
const LONGEST_WAIT_MS = 500
/** Attempts of one delivery, so that those of the next one are higher. */
const ATTEMPTS_A_DELIVERY = 10

export interface SpeechOptions {
  /** Said before the answer: who we are, a greeting; empty when nothing is. */
  readonly opening: () => string
  /** Do contacts see or hear the text before the turn closes? Then each sentence passes and the first one commits. */
  readonly isSeenEarly: boolean
  /** May this sentence leave? False ends the stream; nothing of it is said. */
  readonly passes: (sentence: string) => boolean | Promise<boolean>
  readonly delivery: number
}

/** The text of one turn on its way to those who see it before the turn is closed. */
export class Speech {
  private readonly cutter: SentenceCutter
  private readonly coalescer: Coalescer
  private readonly isSpoken: boolean
  private attempt: number
  private seq = 0
  private sentence = 0
  private isStarted = false
  private flushTimer: NodeJS.Timeout | undefined
  private work: Promise<void> = Promise.resolve()
  private failure: unknown
  /** Pushed since the last flush, so that a flush cuts no word in two. */
  private tail = ''
  private stopped = false
  private isOpened = false
  /** What has left: contacts have seen or heard it, so the reply begins with it. */
  shown = ''

  constructor(
    private readonly bus: Bus,
    private readonly turn: Pick<TurnReceived, 'tenant' | 'session' | 'turn' | 'number' | 'address'>,
    private readonly language: LanguageCode,
    private readonly options: SpeechOptions,
  ) {
    this.cutter = new SentenceCutter(language)
    this.isSpoken = turn.address.channel === 'phone'
    this.attempt = (Math.max(1, options.delivery) - 1) * ATTEMPTS_A_DELIVERY + 1
    this.coalescer = new Coalescer((text) => this.frame('delta', text))
  }

  /** Takes text as a model gives it. Watchers see it at once; contacts see whole sentences that passed. */
  push(delta: string): void {
    if (this.stopped) return
    if (!this.options.isSeenEarly) return this.showWatchers(delta)
    this.tail += delta
    this.enqueue(this.cutter.push(delta))
    clearTimeout(this.flushTimer)
    this.flushTimer = setTimeout(() => this.flush(), LONGEST_WAIT_MS)
  }

  /** Waits until all that was pushed has left or was refused. False when a sentence did not pass. */
  async settled(): Promise<boolean> {
    clearTimeout(this.flushTimer)
    if (this.options.isSeenEarly && !this.stopped)
      this.enqueue([this.cutter.flush()].filter((rest) => rest !== undefined))
    this.tail = ''
    await this.work
    if (this.failure !== undefined) throw this.failure
    return !this.stopped
  }

  /** Forgets text that nobody but watchers has seen: screens clear it. */
  restart(): void {
    this.coalescer.drop()
    clearTimeout(this.flushTimer)
    this.cutter.flush()
    this.tail = ''
    this.stopped = false
    this.isOpened = false
    if (this.shown !== '' || !this.isStarted) return
    this.attempt += 1
    this.seq = 0
    this.isStarted = false
  }

  /** Says something that is no part of the answer, while it takes long; on a channel that speaks. */
  acknowledge(text: string): void {
    if (!this.isSpoken || this.shown !== '' || this.sentence > 0 || this.stopped) return
    this.say(text, false)
  }

  /** The reply stands, and its turn is closed: says what has not been said of it, and ends. */
  finish(text: string): void {
    const before = this.streamed()
    this.coalescer.drop()
    this.end()
    const isContinued = text.startsWith(before)
    if (!isContinued) this.restart()
    const rest = isContinued ? text.slice(before.length) : text
    if (rest !== '') this.frame('delta', rest)
    this.frame('end', text)
    if (!this.isSpoken) return
    const unsaid = splitSentences(this.shown === '' ? text : text.slice(this.shown.length), this.language)
    for (const [at, sentence] of unsaid.entries()) this.say(sentence, at === unsaid.length - 1)
  }

  /** Stops whatever waits. Each turn calls it, however it ends. */
  end(): void {
    this.stopped = true
    clearTimeout(this.flushTimer)
    this.coalescer.stop()
  }

  private streamed(): string {
    return this.options.isSeenEarly ? this.shown : this.coalescer.sent
  }

  private flush(): void {
    // The word that is being written stays for the next sentence.
    const cut = Math.max(this.tail.lastIndexOf(' '), this.tail.lastIndexOf('\n'))
    const rest = this.cutter.flush()
    if (rest === undefined) return
    const word = this.language === 'zh' ? '' : this.tail.slice(cut + 1)
    const said = word !== '' && rest.endsWith(word) ? rest.slice(0, rest.length - word.length).trim() : rest
    this.tail = word
    if (said === '' || said === rest) this.enqueue([rest])
    else {
      this.enqueue([said])
      this.cutter.push(word)
    }
  }

  private enqueue(sentences: readonly string[]): void {
    for (const sentence of sentences) {
      this.work = this.work
        .then(() => this.leave(sentence))
        .catch((error: unknown) => {
          this.failure ??= error
          this.stopped = true
        })
    }
  }

  private async leave(sentence: string): Promise<void> {
    if (this.stopped) return
    if (!(await this.options.passes(sentence))) {
      this.stopped = true
      return
    }
    const opening = this.shown === '' ? this.options.opening() : ''
    if (opening !== '') this.leaveAs(opening)
    this.leaveAs(sentence)
  }

  private leaveAs(sentence: string): void {
    const separator = this.shown === '' || this.language === 'zh' ? '' : ' '
    this.shown += separator + sentence
    this.frame('delta', separator + sentence)
    if (this.isSpoken) this.say(sentence, false)
  }

  /** The opening is part of what watchers see too, or the reply would not go on from it. */
  private showWatchers(delta: string): void {
    const opening = this.isOpened ? '' : this.options.opening()
    if (opening !== '') this.coalescer.push(`${opening}\n`)
    this.isOpened = true
    this.coalescer.push(delta)
  }

  private frame(type: 'delta' | 'end', text: string): void {
    const { tenant, session, turn, number } = this.turn
    const reference = { tenant, session, turn, number, attempt: this.attempt }
    if (!this.isStarted) {
      this.isStarted = true
      this.bus.live(liveReply, { ...reference, seq: this.seq, type: 'start', text: '' })
      this.seq += 1
    }
    this.bus.live(liveReply, { ...reference, seq: this.seq, type, text })
    this.seq += 1
  }

  private say(text: string, last: boolean): void {
    const { tenant, session, turn, number } = this.turn
    this.bus.live(liveSentence, {
      tenant,
      session,
      turn,
      number,
      attempt: this.attempt,
      sentence: this.sentence,
      text,
      language: this.language,
      last,
      format: 'mulaw_8000',
    })
    this.sentence += 1
  }
}
