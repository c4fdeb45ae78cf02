-- The archive: what happened, written from events in batches. Each row bears its event again, late, or in another order.

CREATE TABLE conversation.sessions (
  tenant_id text NOT NULL,
  session_id uuid NOT NULL,
  instance text NOT NULL,
  channel text NOT NULL,
  contact text NOT NULL,
  contact_name text,
  contact_phone text,
  language text,
  state text NOT NULL,
  lease_holder text NOT NULL,
  is_opted_out boolean NOT NULL,
  frustration smallint NOT NULL,
  -- The newest turn that these columns come from, and what the contact said in it.
  turn_number integer NOT NULL,
  last_text text NOT NULL,
  changed_at timestamptz NOT NULL,
  -- The session as the bus had it, from which a cold one comes back; the revision is the bucket's.
  value json,
  value_revision bigint NOT NULL DEFAULT 0,
  -- Something happened since the value was read: it is read again when the session has been quiet for a moment.
  stale_since timestamptz,
  PRIMARY KEY (tenant_id, session_id)
);
CREATE INDEX sessions_by_change ON conversation.sessions (tenant_id, changed_at DESC);
CREATE INDEX sessions_by_id ON conversation.sessions (session_id);
CREATE INDEX sessions_stale ON conversation.sessions (stale_since) WHERE stale_since IS NOT NULL;
CALL app.protect('conversation.sessions');

CREATE TABLE conversation.turns (
  tenant_id text NOT NULL,
  turn_id uuid NOT NULL,
  session_id uuid NOT NULL,
  number integer NOT NULL,
  text text NOT NULL,
  message_ids uuid[] NOT NULL,
  received_at timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, turn_id)
);
CREATE INDEX turns_of_session ON conversation.turns (tenant_id, session_id, number);
CALL app.protect('conversation.turns');

CREATE TABLE conversation.replies (
  tenant_id text NOT NULL,
  reply_id uuid NOT NULL,
  session_id uuid NOT NULL,
  -- Null for a follow-up.
  turn_id uuid,
  number integer,
  occurrence text,
  kind text NOT NULL,
  text text NOT NULL,
  language text NOT NULL,
  choices json NOT NULL,
  slots json NOT NULL,
  intent text NOT NULL,
  level text NOT NULL,
  reasoning json NOT NULL,
  timings json NOT NULL,
  usage json NOT NULL,
  completed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, reply_id)
);
CREATE INDEX replies_of_session ON conversation.replies (tenant_id, session_id, completed_at);
CALL app.protect('conversation.replies');

-- What became of a reply: one row for each that it reached.
CREATE TABLE conversation.reply_statuses (
  tenant_id text NOT NULL,
  reply_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('sent', 'held', 'blocked', 'delivered', 'read', 'failed')),
  session_id uuid NOT NULL,
  detail text,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, reply_id, status)
);
CALL app.protect('conversation.reply_statuses');

CREATE TABLE conversation.advice (
  tenant_id text NOT NULL,
  turn_id uuid NOT NULL,
  session_id uuid NOT NULL,
  number integer NOT NULL,
  source text NOT NULL,
  intent text,
  -- The event as it was.
  given json NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, turn_id)
);
CREATE INDEX advice_of_session ON conversation.advice (tenant_id, session_id, number);
CALL app.protect('conversation.advice');

-- What humans of the business wrote.
CREATE TABLE conversation.human_messages (
  tenant_id text NOT NULL,
  message_id text NOT NULL,
  session_id uuid NOT NULL,
  text text NOT NULL,
  written_by text NOT NULL,
  origin text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, message_id)
);
CREATE INDEX human_messages_of_session ON conversation.human_messages (tenant_id, session_id, at);
CALL app.protect('conversation.human_messages');

-- Follow-ups and bookings as their newest event left them; the rows of their own services are the authority.
CREATE TABLE conversation.follow_ups (
  tenant_id text NOT NULL,
  follow_up_id uuid NOT NULL,
  session_id uuid NOT NULL,
  reason text NOT NULL,
  status text NOT NULL CHECK (status IN ('scheduled', 'due', 'cancelled')),
  due_at timestamptz,
  why text,
  sequence bigint NOT NULL,
  PRIMARY KEY (tenant_id, follow_up_id)
);
CREATE INDEX follow_ups_by_time ON conversation.follow_ups (tenant_id, due_at);
CALL app.protect('conversation.follow_ups');

CREATE TABLE conversation.bookings (
  tenant_id text NOT NULL,
  booking_id uuid NOT NULL,
  session_id uuid,
  status text NOT NULL,
  service text NOT NULL,
  resource text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  local_date text NOT NULL,
  local_time text NOT NULL,
  time_zone text NOT NULL,
  contact_name text,
  contact_phone text,
  sequence bigint NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, booking_id)
);
CREATE INDEX bookings_by_time ON conversation.bookings (tenant_id, starts_at);
CALL app.protect('conversation.bookings');

-- Everything else that happened to a session, and each step of bookings and follow-ups, by the event's own id.
CREATE TABLE conversation.event_log (
  tenant_id text NOT NULL,
  event_id text NOT NULL,
  name text NOT NULL,
  session_id uuid,
  data json NOT NULL,
  sequence bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, event_id)
);
CREATE INDEX event_log_of_session ON conversation.event_log (tenant_id, session_id, sequence);
CALL app.protect('conversation.event_log');

-- Where a conversation was when it mattered; good for a day.
CREATE TABLE conversation.checkpoints (
  tenant_id text NOT NULL,
  session_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('name_collected', 'phone_collected', 'booking_confirmed')),
  value text NOT NULL,
  sequence bigint NOT NULL,
  at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, session_id, kind)
);
CALL app.protect('conversation.checkpoints');
