-- Businesses belong to organisations, people work for them, and tenants may have things otherwise than their pack.

CREATE TABLE tenant.organisations (
  organisation_id text PRIMARY KEY CHECK (organisation_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text NOT NULL CHECK (name <> ''),
  created_at timestamptz NOT NULL DEFAULT now()
);
-- No tenant's rows: only who works over all tenants sees them.
ALTER TABLE tenant.organisations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY all_tenants ON tenant.organisations TO repartee_worker USING (true) WITH CHECK (true);

ALTER TABLE tenant.tenants
  ADD COLUMN organisation_id text REFERENCES tenant.organisations,
  -- `packOverrides` of libs/packs says what may stand here.
  ADD COLUMN overrides jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(overrides) = 'object'),
  -- What is older is forgotten; null: nothing is.
  ADD COLUMN retention_days integer CHECK (retention_days > 0);

-- People of the business. What somebody may do stands with the tenant.
CREATE TABLE tenant.users (
  user_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id text REFERENCES tenant.organisations,
  email text NOT NULL UNIQUE CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'),
  name text NOT NULL CHECK (name <> ''),
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE tenant.members (
  tenant_id text NOT NULL REFERENCES tenant.tenants,
  user_id uuid NOT NULL REFERENCES tenant.users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('viewer', 'agent', 'admin')),
  PRIMARY KEY (tenant_id, user_id)
);
CALL app.protect('tenant.members');
ALTER TABLE tenant.users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY all_tenants ON tenant.users TO repartee_worker USING (true) WITH CHECK (true);
CREATE POLICY own_members ON tenant.users FOR SELECT
  USING (EXISTS (SELECT FROM tenant.members m WHERE m.user_id = users.user_id AND m.tenant_id = (SELECT app.current_tenant())));

-- That a contact was erased, without saying who it was: the hash of the address tells whoever asks with the address again.
CREATE TABLE tenant.erasures (
  tenant_id text NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  contact_hash text NOT NULL,
  -- Of each store: what was there before, and after.
  proof jsonb NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
CALL app.protect('tenant.erasures');

-- What tenants had otherwise in a table of the follow-ups' own stands with the tenant now.
SET LOCAL ROLE repartee_worker;
DO $$
BEGIN
  IF to_regclass('followup.setting') IS NOT NULL THEN
    UPDATE tenant.tenants t SET overrides = jsonb_build_object('followUps', jsonb_strip_nulls(jsonb_build_object(
      'delayMinutes', nullif(jsonb_strip_nulls(jsonb_build_object(
        'urgent', s.urgent_minutes, 'high', s.high_minutes, 'medium', s.medium_minutes, 'low', s.low_minutes)), '{}'),
      'silentInBookingMinutes', s.silent_in_booking_minutes,
      'escalationUntakenMinutes', s.escalation_untaken_minutes,
      'reminderHours', to_jsonb(s.reminder_hours),
      'afterVisitHours', s.after_visit_hours)))
    FROM followup.setting s WHERE s.tenant_id = t.tenant_id;
  END IF;
END
$$;
RESET ROLE;
