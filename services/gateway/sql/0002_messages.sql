-- The inbox: what contacts sent, once each, however often and on however many replicas a provider delivers it.

CREATE TABLE conversation.messages (
  tenant_id text NOT NULL,
  channel text NOT NULL,
  account text NOT NULL,
  provider_message_id text NOT NULL,
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  -- json, not jsonb: kept as it came, never searched by its fields.
  message json NOT NULL,
  -- The broker message that brought it: its redelivery goes on where it stopped, any other is a duplicate.
  stream_sequence bigint NOT NULL,
  received_at timestamptz NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, channel, account, provider_message_id)
);
CREATE INDEX messages_of_session ON conversation.messages (tenant_id, session_id, received_at);
CALL app.protect('conversation.messages');

-- Takes a message into the inbox of its tenant, in one round trip. True when this broker message is the one that brought it;
-- false for a duplicate.
CREATE FUNCTION conversation.take_message(
  of_tenant text, of_channel text, of_account text, provider_id text,
  message_id uuid, of_session uuid, content json, sequence bigint, received timestamptz
) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  first_sequence bigint;
BEGIN
  PERFORM set_config('app.tenant', of_tenant, true);
  INSERT INTO conversation.messages
    (tenant_id, channel, account, provider_message_id, id, session_id, message, stream_sequence, received_at)
  VALUES (of_tenant, of_channel, of_account, provider_id, message_id, of_session, content, sequence, received)
  ON CONFLICT (tenant_id, channel, account, provider_message_id) DO NOTHING;
  IF FOUND THEN
    RETURN true;
  END IF;
  SELECT stream_sequence INTO first_sequence FROM conversation.messages
  WHERE tenant_id = of_tenant AND channel = of_channel AND account = of_account AND provider_message_id = provider_id;
  RETURN first_sequence = sequence;
END
$$;

-- Words that are too long to travel: the message carries their beginning and this id.
CREATE TABLE conversation.long_texts (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  body text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now()
);
CALL app.protect('conversation.long_texts');
