import type { Usage } from '@repartee/contracts'
import { attributeNames, count, observe, spanNames, startSpan } from '@repartee/telemetry'
import type { TierChoice } from './catalogue.ts'
import { ModelError, abortError } from './error.ts'
import type { Attempt } from './ledger.ts'
import type { Model, ModelEvent, ModelRequest } from './model.ts'
import { costOf, estimateTokens, type Tokens } from './prices.ts'
import type { Provider } from './providers/provider.ts'

export interface AttemptOptions {
  /** Called with the usage of each attempt, also when nobody reads the stream to its end. */
  readonly onUsage?: (usage: Usage) => void
}

/** One model of a provider as a `Model`: says who speaks, books what each attempt used, traces and measures it. */
export function asModel(provider: Provider, choice: TierChoice, options: AttemptOptions = {}): Model {
  const name = `${provider.name}/${choice.model}`
  return {
    name,
    async *send(request, { signal, ledger }) {
      if (signal.aborted) throw abortError(signal, provider.name)
      const attempt = new RunningAttempt(provider.name, choice, request, signal, options)
      ledger?.add(attempt)
      try {
        for await (const event of provider.stream(request, choice, signal)) {
          if (event.type === 'tokens') attempt.tokens = event
          else if (event.type === 'opened')
            yield {
              type: 'meta',
              provider: provider.name,
              model: choice.model,
              tier: request.tier,
              ...(request.about.arms === undefined ? {} : { arms: request.about.arms }),
            }
          else {
            attempt.see(event)
            if (event.type !== 'done') yield event
            else if (!attempt.hasAnswered) throw noAnswer(provider.name, event.finish === 'filtered')
            else {
              attempt.finish()
              yield event
            }
          }
        }
        // Cutting a stream off ends the SDKs' loops without an error: https://github.com/openai/openai-node/issues/1243
        if (signal.aborted) throw abortError(signal, provider.name)
        if (!attempt.isFinished) throw cutShort(provider.name)
      } catch (error) {
        throw attempt.fail(signal.aborted ? abortError(signal, provider.name) : error)
      } finally {
        attempt.book()
      }
    },
  }
}

function noAnswer(provider: string, wasFiltered: boolean): ModelError {
  return wasFiltered
    ? new ModelError('refused', `${provider} declined to answer`, { provider })
    : new ModelError('empty', `${provider} ended its answer without a word and without a tool call`, { provider })
}

const cutShort = (provider: string): ModelError =>
  new ModelError('connection', `${provider} ended the stream before the answer was whole`, { provider })

class RunningAttempt implements Attempt {
  tokens: Tokens | null = null
  hasAnswered = false
  isFinished = false
  private error: ModelError | null = null
  private usage: Usage | null = null
  private firstTokenMs: number | null = null
  private charactersOut = 0
  private text = ''
  /** Whether anybody will read the span: texts are kept for that alone. */
  private readonly isTold: boolean
  private readonly tools: string[] = []
  private readonly startedMs = performance.now()
  private readonly span

  constructor(
    private readonly provider: string,
    private readonly choice: TierChoice,
    private readonly request: ModelRequest,
    private readonly signal: AbortSignal,
    private readonly options: AttemptOptions,
  ) {
    this.span = startSpan(spanNames.chat(choice.model), {
      kind: 'client',
      attributes: {
        [attributeNames.genAiOperation]: 'chat',
        [attributeNames.genAiProvider]: provider,
        [attributeNames.genAiRequestModel]: choice.model,
        [attributeNames.step]: request.task,
        [attributeNames.tenant]: request.about.tenant,
        [attributeNames.session]: request.about.session,
      },
    })
    this.isTold = this.span.isRecording()
    const last = request.messages.at(-1)
    if (this.isTold && last && 'text' in last) this.span.setAttribute(attributeNames.genAiPromptText, last.text)
  }

  see(event: ModelEvent): void {
    if (event.type === 'text') {
      this.charactersOut += event.text.length
      if (this.isTold) this.text += event.text
      if (this.firstTokenMs === null && event.text.trim() !== '') this.answered()
    } else if (event.type === 'tool_call') {
      this.charactersOut += event.arguments.length
      this.tools.push(event.tool)
      if (this.firstTokenMs === null) this.answered()
    }
  }

  finish(): void {
    this.isFinished = true
  }

  /** Remembers the first error and gives it back as a ModelError. */
  fail(error: unknown): ModelError {
    this.error ??=
      error instanceof ModelError
        ? error
        : new ModelError('garbage', `${this.provider} could not be read: ${(error as Error)?.message ?? error}`, {
            provider: this.provider,
            cause: error,
          })
    return this.error
  }

  /** Closes the attempt if it still runs. A stream that nobody reads on is a loss: it was cut off, or given up. */
  book(): Usage {
    this.usage ??= this.close()
    return this.usage
  }

  private answered(): void {
    this.hasAnswered = true
    this.firstTokenMs = performance.now() - this.startedMs
    observe('repartee_provider_first_token_seconds', this.firstTokenMs / 1000, {
      provider: this.provider,
      model: this.choice.model,
    })
  }

  private close(): Usage {
    if (!this.isFinished && !this.error)
      this.error = this.signal.aborted
        ? abortError(this.signal, this.provider)
        : new ModelError('aborted', 'nobody read the answer to its end', { provider: this.provider })
    const usage = this.reckon()
    this.record(usage)
    this.options.onUsage?.(usage)
    return usage
  }

  private reckon(): Usage {
    const { request, choice, error } = this
    const charactersIn = lengthOf(request)
    const tokens = this.tokens ?? {
      tokensIn: estimateTokens(charactersIn),
      tokensCached: 0,
      tokensOut: estimateTokens(this.charactersOut),
    }
    const wasRefused = error !== null && this.firstTokenMs === null && unpaid.has(error.kind) && this.tokens === null
    const counted = wasRefused ? { tokensIn: 0, tokensCached: 0, tokensOut: 0 } : tokens
    return {
      provider: this.provider,
      model: choice.model,
      task: request.task,
      tokensIn: counted.tokensIn,
      tokensCached: counted.tokensCached,
      tokensOut: counted.tokensOut,
      costUsd: costOf(choice.model, counted),
      firstTokenMs: this.firstTokenMs,
      tookMs: performance.now() - this.startedMs,
      outcome: error === null ? 'won' : error.kind === 'aborted' ? 'lost' : 'failed',
      ...(error === null ? {} : { error: error.kind }),
      tier: request.tier,
      effort: choice.effort,
      ...(request.about.arms === undefined ? {} : { arms: { ...request.about.arms } }),
      tenant: request.about.tenant,
      intent: request.about.intent,
      isVoice: request.about.channel === 'phone',
      charactersIn,
      charactersOut: this.charactersOut,
      ...(this.tools.length === 0 ? {} : { tools: this.tools }),
      ...(this.tokens === null && !wasRefused ? { isEstimate: true } : {}),
    }
  }

  private record(usage: Usage): void {
    const { provider, model, outcome, error } = usage
    observe('repartee_provider_request_seconds', usage.tookMs / 1000, { provider, model, outcome })
    if (outcome === 'failed') count('repartee_provider_errors_total', { provider, kind: error ?? 'unknown' })
    const tokens = { in: usage.tokensIn, cached: usage.tokensCached, out: usage.tokensOut }
    for (const [direction, used] of Object.entries(tokens))
      if (used > 0) count('repartee_provider_tokens_total', { provider, model, direction }, used)
    if (usage.costUsd) count('repartee_provider_cost_dollars_total', { provider, model }, usage.costUsd)
    this.span.setAttributes({
      [attributeNames.genAiInputTokens]: usage.tokensIn,
      [attributeNames.genAiOutputTokens]: usage.tokensOut,
      [attributeNames.outcome]: outcome,
      ...(usage.firstTokenMs === null ? {} : { [attributeNames.genAiFirstTokenMs]: usage.firstTokenMs }),
      ...(usage.costUsd === null ? {} : { [attributeNames.genAiCostDollars]: usage.costUsd }),
      ...(error === undefined ? {} : { [attributeNames.errorType]: error }),
      ...(this.text === '' ? {} : { [attributeNames.genAiCompletionText]: this.text }),
    })
    this.span.end()
  }
}

/** Errors after which a provider bills nothing, as long as nothing came. */
const unpaid = new Set<string>(['rate_limited', 'overloaded', 'invalid', 'connection', 'unavailable'])

function lengthOf({ instructions, situation, messages, shown }: ModelRequest): number {
  let characters = instructions.length + (situation?.length ?? 0) + (shown?.length ?? 0)
  for (const message of messages) characters += 'text' in message ? message.text.length : message.result.length
  return characters
}
