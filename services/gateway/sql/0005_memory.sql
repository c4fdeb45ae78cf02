-- Lasting facts about contacts, over all their sessions. Written from events; a newer fact of the same key takes the older one's place.

CREATE TABLE conversation.memory (
  tenant_id text NOT NULL,
  -- A phone number, or an address where no number is known.
  contact text NOT NULL,
  fact_key text NOT NULL,
  session_id uuid NOT NULL,
  turn_id uuid NOT NULL,
  value text NOT NULL,
  -- The contact's words that say it.
  quote text NOT NULL,
  sequence bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, contact, fact_key)
);
CALL app.protect('conversation.memory');
