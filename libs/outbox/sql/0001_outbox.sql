-- Events that were written in one transaction with what they tell about; the relay of each source empties it in order.
CREATE TABLE outbox.event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- What the broker knows it by: a relay that dies between publishing and deleting publishes the same id again.
  message_id text NOT NULL DEFAULT gen_random_uuid()::text UNIQUE,
  source text NOT NULL,
  tenant_id text NOT NULL,
  contract text NOT NULL,
  version integer NOT NULL,
  -- json, not jsonb: what a contact wrote may hold \u0000, which jsonb refuses.
  payload json NOT NULL,
  traceparent text,
  written_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX event_in_order ON outbox.event (source, id);
CALL app.protect('outbox.event');

-- Rows that no contract can read (any more), with the reason; the others flow past them.
CREATE TABLE outbox.dead (
  id bigint PRIMARY KEY,
  message_id text NOT NULL,
  source text NOT NULL,
  tenant_id text NOT NULL,
  contract text NOT NULL,
  version integer NOT NULL,
  payload json NOT NULL,
  traceparent text,
  written_at timestamptz NOT NULL,
  reason text NOT NULL,
  died_at timestamptz NOT NULL DEFAULT now()
);
CALL app.protect('outbox.dead');
