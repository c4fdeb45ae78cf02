-- What contacts decided in conversations, such as trades with their levels and why. Written from events, once each.

CREATE TABLE conversation.decisions (
  tenant_id text NOT NULL,
  -- The id of the pending action that the contact said yes to.
  decision_id uuid NOT NULL,
  session_id uuid NOT NULL,
  turn_id uuid NOT NULL,
  task text NOT NULL,
  instrument text NOT NULL,
  side text,
  quantity numeric,
  entry numeric,
  stop numeric,
  exit numeric,
  rationale text,
  -- All that was known and counted, as it stood.
  "values" json NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, decision_id)
);
CREATE INDEX decisions_of_session ON conversation.decisions (tenant_id, session_id, decided_at DESC);
CREATE INDEX decisions_by_instrument ON conversation.decisions (tenant_id, instrument, decided_at DESC);
CALL app.protect('conversation.decisions');
