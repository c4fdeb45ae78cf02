// Every metric of the project, once: name, help, labels, buckets. Labels are bounded sets; no session, phone or subject.

interface Declared {
  readonly help: string
  readonly labels: readonly string[]
}
interface DeclaredHistogram extends Declared {
  readonly buckets: readonly number[]
}

/** Bucket bounds in seconds for work inside one turn: 1 ms to 30 s. */
const TURN_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15, 30] as const
/** Bucket bounds in seconds for calls over the network to models, tools and channels. */
const CALL_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 8, 14, 30] as const

/** Durations, all in seconds. */
export const histograms = {
  salesboost_ttft_seconds: {
    help: 'From receipt of a message to the first text frame of its reply',
    labels: [],
    buckets: [0.5, 1, 1.5, 2, 3, 5],
  },
  salesboost_async_coach_latency_seconds: {
    help: 'From a completed reply to its advice',
    labels: [],
    buckets: [0.5, 1, 1.5, 2],
  },
  repartee_turn_seconds: {
    help: 'From receipt of a message to its completed reply',
    labels: ['channel'],
    buckets: TURN_SECONDS,
  },
  repartee_turn_step_seconds: {
    help: 'One step of a turn: intake, open, capture, detect, reconcile, select, generate, send',
    labels: ['step'],
    buckets: TURN_SECONDS,
  },
  repartee_turn_overhead_seconds: {
    help: 'Time of a turn without the time spent waiting for models and tools',
    labels: ['channel'],
    buckets: TURN_SECONDS,
  },
  repartee_provider_request_seconds: {
    help: 'One attempt of a provider, to its end',
    labels: ['provider', 'model', 'outcome'],
    buckets: CALL_SECONDS,
  },
  repartee_provider_first_token_seconds: {
    help: 'One attempt of a provider, to its first token',
    labels: ['provider', 'model'],
    buckets: CALL_SECONDS,
  },
  repartee_tool_seconds: { help: 'One run of a tool', labels: ['tool', 'outcome'], buckets: CALL_SECONDS },
  repartee_voice_stage_seconds: {
    help: 'One stage of speech: transcribe, synthesize, first audio',
    labels: ['stage', 'provider'],
    buckets: CALL_SECONDS,
  },
  repartee_handler_seconds: {
    help: 'One run of a handler on the bus',
    labels: ['consumer', 'outcome'],
    buckets: TURN_SECONDS,
  },
  repartee_ask_seconds: {
    help: 'One question on the bus, seen by the asker',
    labels: ['question', 'outcome'],
    buckets: TURN_SECONDS,
  },
  repartee_http_request_seconds: {
    help: 'One HTTP request, by the route as declared',
    labels: ['method', 'route', 'status'],
    buckets: TURN_SECONDS,
  },
  repartee_followup_delay_seconds: {
    help: 'How late a follow-up fired, from the time it was due',
    labels: [],
    buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300],
  },
} as const satisfies Record<string, DeclaredHistogram>

/** Counts that only grow. */
export const counters = {
  salesboost_coach_advice_source_total: { help: 'Advice given, by source', labels: ['source'] },
  salesboost_coach_fallback_by_intent_total: { help: 'Advice given by a fallback, by intent', labels: ['intent'] },
  repartee_coach_failures_total: { help: 'Failures of the coach, by kind', labels: ['kind'] },
  repartee_messages_received_total: {
    help: 'Messages taken at the door, by channel and result',
    labels: ['channel', 'result'],
  },
  repartee_webhooks_rejected_total: { help: 'Webhooks refused, by channel and reason', labels: ['channel', 'reason'] },
  repartee_turns_total: { help: 'Turns by how they ended', labels: ['channel', 'outcome'] },
  repartee_reconciles_total: {
    help: 'Turns understood, by the reason to detect again (none: first pass stood)',
    labels: ['reason'],
  },
  repartee_cache_requests_total: { help: 'Cache look-ups', labels: ['cache', 'layer', 'result'] },
  repartee_provider_errors_total: { help: 'Failed attempts of providers', labels: ['provider', 'kind'] },
  repartee_provider_wins_total: { help: 'Races and ladders won', labels: ['provider', 'policy'] },
  repartee_provider_tokens_total: { help: 'Tokens used', labels: ['provider', 'model', 'direction'] },
  repartee_provider_cost_dollars_total: { help: 'Money spent, in US dollars', labels: ['provider', 'model'] },
  repartee_tool_retries_total: { help: 'Tool runs tried again', labels: ['tool'] },
  repartee_tool_rejections_total: { help: 'Tool calls refused by policy or validation', labels: ['tool', 'reason'] },
  repartee_voice_events_total: { help: 'Utterances, barge-ins, dropped frames', labels: ['event'] },
  repartee_followups_total: { help: 'Follow-ups by what became of them', labels: ['event'] },
  repartee_bookings_total: { help: 'Bookings by what became of them', labels: ['event'] },
  repartee_outside_calendars_total: {
    help: 'Calls to calendars elsewhere, by kind and outcome',
    labels: ['kind', 'event'],
  },
  repartee_receipts_total: { help: 'Receipts of sent messages, by what they told', labels: ['channel', 'result'] },
  repartee_sends_total: { help: 'Sends by channel and verdict', labels: ['channel', 'verdict'] },
  repartee_redeliveries_total: { help: 'Messages delivered more than once', labels: ['consumer'] },
  repartee_dead_letters_total: { help: 'Messages given up, by consumer and reason', labels: ['consumer', 'reason'] },
  repartee_published_total: { help: 'Events put on the bus', labels: ['event', 'result'] },
  repartee_sockets_dropped_total: { help: 'Sockets closed by us', labels: ['reason'] },
  repartee_session_conflicts_total: { help: 'Session writes that met a newer revision', labels: ['write'] },
} as const satisfies Record<string, Declared>

/** Values that go up and down. */
export const gauges = {
  repartee_breaker_state: { help: "A provider's breaker: 0 closed, 1 half open, 2 open", labels: ['provider'] },
  repartee_ladder_level: { help: 'Level of the ladder: 0 full, higher is simpler', labels: ['service'] },
  repartee_active_calls: { help: 'Phone calls in progress', labels: [] },
  repartee_sockets: { help: 'Open sockets', labels: ['kind'] },
  repartee_consumer_lag: { help: 'Messages waiting for a consumer', labels: ['consumer'] },
  repartee_lanes_busy: { help: 'Handlers running now', labels: ['consumer'] },
  repartee_spool_rows: { help: 'Messages in the spool', labels: [] },
  repartee_outbox_rows: { help: 'Events not yet relayed', labels: ['owner'] },
  repartee_outbox_lag_seconds: { help: 'Age of the oldest event not yet relayed', labels: ['owner'] },
  repartee_followups_waiting: { help: 'Follow-ups that are scheduled', labels: [] },
  repartee_ready: { help: '1 while the service may take traffic', labels: ['service'] },
} as const satisfies Record<string, Declared>

export type HistogramName = keyof typeof histograms
export type CounterName = keyof typeof counters
export type GaugeName = keyof typeof gauges
