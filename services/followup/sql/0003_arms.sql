-- The first databases were made before these stood in 0001 as they stand there now.
ALTER TABLE followup.item DROP COLUMN IF EXISTS traceparent;
DO $$
BEGIN
  IF to_regclass('followup.booking') IS NULL THEN
    CREATE TABLE followup.booking (
      tenant_id text NOT NULL,
      booking_id uuid NOT NULL,
      sequence bigint NOT NULL,
      PRIMARY KEY (tenant_id, booking_id)
    );
    CALL app.protect('followup.booking');
  END IF;
END
$$;

ALTER TABLE followup.item
  -- The arm of the experiment with delays that it was armed under.
  ADD COLUMN arm text,
  -- Who last moved or cancelled it by hand.
  ADD COLUMN changed_by text;
-- Tables with settings of tenants are not read any more: what a tenant has otherwise than its pack comes with its settings.

-- Items of sessions that were never noted. Row-level security also holds for whoever migrates.
SET LOCAL ROLE repartee_worker;
INSERT INTO followup.session (tenant_id, session_id) SELECT DISTINCT tenant_id, session_id FROM followup.item
ON CONFLICT DO NOTHING;
RESET ROLE;
ALTER TABLE followup.item
  ADD CONSTRAINT item_of_known_session FOREIGN KEY (tenant_id, session_id) REFERENCES followup.session;
