-- What is known of a session, as far as its events came by. Sequences are positions in the stream: they say what came
-- first, whatever the order in which copies of events arrive.
CREATE TABLE followup.session (
  tenant_id text NOT NULL,
  session_id uuid NOT NULL,
  -- The newest message of the contact.
  message_sequence bigint NOT NULL DEFAULT 0,
  is_taken_over boolean NOT NULL DEFAULT false,
  lease_sequence bigint NOT NULL DEFAULT 0,
  is_opted_out boolean NOT NULL DEFAULT false,
  consent_sequence bigint NOT NULL DEFAULT 0,
  -- The newest way to the contact: settings, address, profile, language.
  way jsonb,
  way_sequence bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, session_id)
);
CALL app.protect('followup.session');

CREATE TABLE followup.item (
  tenant_id text NOT NULL,
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  reason text NOT NULL,
  -- Of a reminder or an after-visit message.
  booking_id uuid,
  status text NOT NULL CHECK (status IN ('pending', 'fired', 'cancelled')),
  announced boolean NOT NULL,
  -- The next occurrence's number, and when it is due; then the times of those after it, soonest first.
  occurrence integer NOT NULL DEFAULT 1,
  due_at timestamptz,
  later timestamptz[] NOT NULL DEFAULT '{}',
  -- Beyond it nobody wants to be told any more.
  useless_after timestamptz,
  armed_at timestamptz NOT NULL,
  -- The event that armed it: only what came after it in the stream cancels it.
  sequence bigint NOT NULL,
  data jsonb NOT NULL,
  -- Taken where the session's own is not known.
  way jsonb,
  -- Why it waits, or was cancelled, for people.
  why text NOT NULL,
  fired_occurrence integer NOT NULL DEFAULT 0,
  fired_at timestamptz,
  -- The last fired occurrence that was armed again.
  rearmed_occurrence integer NOT NULL DEFAULT 0,
  -- What became of the last fired occurrence's reply.
  reply_id uuid,
  receipt text CHECK (receipt IN ('sent', 'blocked', 'delivered', 'failed', 'read')),
  PRIMARY KEY (tenant_id, id),
  CHECK ((status = 'pending') = (due_at IS NOT NULL))
);
-- One row for each booking and reason, whatever happens to it.
CREATE UNIQUE INDEX item_of_booking ON followup.item (tenant_id, booking_id, reason) WHERE booking_id IS NOT NULL;
-- One that waits for each session and reason.
CREATE UNIQUE INDEX item_waiting ON followup.item (tenant_id, session_id, reason) WHERE status = 'pending' AND booking_id IS NULL;
CREATE INDEX item_due ON followup.item (due_at) WHERE status = 'pending';
CREATE INDEX item_of_session ON followup.item (tenant_id, session_id) WHERE status = 'pending';
CREATE INDEX item_of_reply ON followup.item (tenant_id, reply_id) WHERE reply_id IS NOT NULL;
CALL app.protect('followup.item');

-- How far each booking's events have come: an older one that comes late changes nothing.
CREATE TABLE followup.booking (
  tenant_id text NOT NULL,
  booking_id uuid NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (tenant_id, booking_id)
);
CALL app.protect('followup.booking');

-- Events that were decided on, by what they tell (turn, reply, booking and time): a second copy changes nothing.
CREATE TABLE followup.seen (
  tenant_id text NOT NULL,
  key text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, key)
);
CREATE INDEX seen_by_age ON followup.seen USING brin (seen_at);
CALL app.protect('followup.seen');

-- What a tenant wants otherwise than its pack; null: as the pack.
CREATE TABLE followup.setting (
  tenant_id text PRIMARY KEY,
  urgent_minutes double precision CHECK (urgent_minutes > 0),
  high_minutes double precision CHECK (high_minutes > 0),
  medium_minutes double precision CHECK (medium_minutes > 0),
  low_minutes double precision CHECK (low_minutes > 0),
  silent_in_booking_minutes double precision CHECK (silent_in_booking_minutes > 0),
  escalation_untaken_minutes double precision CHECK (escalation_untaken_minutes > 0),
  reminder_hours double precision[],
  after_visit_hours double precision CHECK (after_visit_hours > 0)
);
CALL app.protect('followup.setting');
