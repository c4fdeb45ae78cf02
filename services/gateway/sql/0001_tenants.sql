-- Businesses, and the accounts through which their contacts reach them.

CREATE TABLE tenant.tenants (
  tenant_id text PRIMARY KEY CHECK (tenant_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  business_name text NOT NULL CHECK (business_name <> ''),
  pack text NOT NULL CHECK (pack ~ '^[a-z][a-z0-9-]*$'),
  time_zone text NOT NULL,
  region text NOT NULL CHECK (region ~ '^[A-Z]{2}$'),
  default_language text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CALL app.protect('tenant.tenants');

-- One of our accounts at a provider: a WhatsApp number, a phone number, a widget of the web chat.
CREATE TABLE tenant.instances (
  name text PRIMARY KEY CHECK (name <> ''),
  tenant_id text NOT NULL REFERENCES tenant.tenants,
  channel text NOT NULL DEFAULT 'whatsapp' CHECK (channel IN ('whatsapp', 'sms', 'phone', 'web')),
  provider text NOT NULL CHECK (provider IN ('meta', 'twilio', 'evolution', 'web')),
  -- As the provider names it: a phone number id (Meta), a number in E.164 (Twilio), an instance (Evolution).
  account text NOT NULL CHECK (account <> ''),
  -- What is spoken before anybody has said a word; the tenant's default when null.
  language text,
  voice_mode text CHECK (voice_mode IN ('gather', 'stream', 'relay')),
  -- Names of secrets, never secrets: {"appSecret": "env:SECRET_CLINIC_META"}. What is missing comes from the environment.
  secrets jsonb NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (provider, channel, account)
);
CREATE INDEX instances_of_tenant ON tenant.instances (tenant_id);
CALL app.protect('tenant.instances');

-- The WhatsApp accounts among them; rows can be written through it.
CREATE VIEW tenant.whatsapp_instances WITH (security_invoker = true) AS
  SELECT name, tenant_id, channel, provider, account, language, secrets, is_active, created_at, updated_at
  FROM tenant.instances
  WHERE channel = 'whatsapp'
  WITH CHECK OPTION;

-- Gateways hold all instances in memory and read them again when this channel speaks.
CREATE FUNCTION tenant.say_instances_changed() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('instances', '');
  RETURN NULL;
END
$$;
CREATE TRIGGER instances_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tenant.instances
  FOR EACH STATEMENT EXECUTE FUNCTION tenant.say_instances_changed();
CREATE TRIGGER tenants_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON tenant.tenants
  FOR EACH STATEMENT EXECUTE FUNCTION tenant.say_instances_changed();
