// Every span and attribute name of the project, once. Metric names stand in metric-names.ts.

/** Span names. The variable part (an event, a tool, a model) goes into attributes, so that names stay few. */
export const spanNames = {
  /** A webhook from the provider's request to our answer. */
  webhook: 'webhook receive',
  /** One event put on the bus; follows the messaging conventions' `<operation> <destination>`. */
  publish: (event: string) => `publish ${event}`,
  /** One handler run for one event. */
  process: (event: string) => `process ${event}`,
  /** One question on the bus, seen by the asker. */
  ask: (question: string) => `ask ${question}`,
  /** One question on the bus, seen by the one who answers. */
  answer: (question: string) => `answer ${question}`,
  spool: 'spool',
  openTurn: 'turn open',
  capture: 'turn capture',
  detect: 'turn detect',
  join: 'turn join',
  reconcile: 'turn reconcile',
  select: 'turn select',
  generate: 'turn generate',
  commitTurn: 'turn commit',
  closeTurn: 'turn close',
  send: 'reply send',
  advise: 'coach advise',
  speak: 'speech synthesize',
  transcribe: 'speech transcribe',
  schedule: 'followup schedule',
  fire: 'followup fire',
  hold: 'booking hold',
  book: 'booking confirm',
  /** One attempt of a model, the losers of a race too; GenAI conventions' `chat <model>`. */
  chat: (model: string) => `chat ${model}`,
  /** One run of a tool; GenAI conventions' `execute_tool <tool>`. */
  executeTool: (tool: string) => `execute_tool ${tool}`,
} as const

/** Attribute names: OpenTelemetry's messaging and GenAI conventions, and `repartee.*` for the rest. */
export const attributeNames = {
  service: 'repartee.service',
  tenant: 'repartee.tenant',
  session: 'repartee.session',
  turn: 'repartee.turn',
  turnNumber: 'repartee.turn.number',
  request: 'repartee.request',
  channel: 'repartee.channel',
  outcome: 'repartee.outcome',
  reason: 'repartee.reason',
  step: 'repartee.step',
  intent: 'repartee.intent',
  confidence: 'repartee.confidence',
  language: 'repartee.language',
  attempt: 'repartee.attempt',
  sequence: 'repartee.sequence',
  source: 'repartee.source',
  verdict: 'repartee.verdict',
  ladderLevel: 'repartee.ladder.level',
  booking: 'repartee.booking',
  followup: 'repartee.followup',
  cacheLayer: 'repartee.cache.layer',
  cacheHit: 'repartee.cache.hit',
  /** What people said. Names with a `.pii.` segment are stripped by the collector unless it is told otherwise. */
  heardText: 'repartee.pii.heard',
  saidText: 'repartee.pii.said',
  contact: 'repartee.pii.contact',

  messagingSystem: 'messaging.system',
  messagingOperation: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestination: 'messaging.destination.name',
  messagingSubject: 'messaging.destination.subscription.name',
  messagingConsumer: 'messaging.consumer.group.name',
  messagingMessageId: 'messaging.message.id',
  messagingBodySize: 'messaging.message.body.size',
  messagingDelivery: 'repartee.messaging.delivery',

  genAiOperation: 'gen_ai.operation.name',
  genAiProvider: 'gen_ai.provider.name',
  genAiRequestModel: 'gen_ai.request.model',
  genAiResponseModel: 'gen_ai.response.model',
  genAiInputTokens: 'gen_ai.usage.input_tokens',
  genAiOutputTokens: 'gen_ai.usage.output_tokens',
  genAiFinishReasons: 'gen_ai.response.finish_reasons',
  genAiTool: 'gen_ai.tool.name',
  genAiToolCall: 'gen_ai.tool.call.id',
  genAiFirstTokenMs: 'repartee.gen_ai.first_token_ms',
  genAiCostDollars: 'repartee.gen_ai.cost_dollars',
  genAiPromptText: 'repartee.gen_ai.pii.prompt',
  genAiCompletionText: 'repartee.gen_ai.pii.completion',

  errorType: 'error.type',
} as const

/** Value of `messaging.system` for our bus; the conventions have no well-known one for NATS. */
export const MESSAGING_SYSTEM = 'nats'
