-- Conversations in which a trainee practises on a customer that the engine plays: one row each, as the last reply left it.

CREATE TABLE conversation.practices (
  tenant_id text NOT NULL,
  session_id uuid NOT NULL,
  trainee text NOT NULL,
  persona text NOT NULL,
  language text NOT NULL,
  stage text NOT NULL,
  mood real NOT NULL,
  turns integer NOT NULL,
  -- Of 100; null while it goes on.
  points integer,
  -- Where the points come from; null while it goes on.
  criteria json,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, session_id)
);
CREATE INDEX practices_of_trainee ON conversation.practices (tenant_id, trainee, changed_at DESC);
CALL app.protect('conversation.practices');
