-- The ground that every service builds on: roles, schemas, and row-level security by tenant.
-- Runs on PostgreSQL 15 and newer, as a superuser or as a login with CREATEROLE that owns the database.

-- repartee_app: what services act as. Owns nothing, so that row-level security holds for it.
-- repartee_worker: for the few sweeps over all tenants (relays, due clock, archive); taken on with SET LOCAL ROLE.
-- Roles belong to the whole server: another database on it may have made them, or be making them right now.
DO $$
DECLARE
  -- Before 16 a membership was inherited or not by a property of the member; since then by the grant.
  by_grant CONSTANT boolean := current_setting('server_version_num')::int >= 160000;
BEGIN
  BEGIN
    CREATE ROLE repartee_app NOLOGIN NOINHERIT;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    CREATE ROLE repartee_worker NOLOGIN NOINHERIT;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  PERFORM pg_advisory_xact_lock(hashtext('repartee roles'));
  -- Without INHERIT the app role does not silently get the worker's view over all tenants; with SET it may take it on.
  IF NOT pg_has_role('repartee_app', 'repartee_worker', 'MEMBER') THEN
    EXECUTE 'GRANT repartee_worker TO repartee_app' || CASE WHEN by_grant THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
  END IF;
  -- The login that migrates may be the one that the services use. A superuser needs no membership.
  IF NOT pg_has_role(current_user, 'repartee_app', CASE WHEN by_grant THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE format('GRANT repartee_app TO %I', current_user) || CASE WHEN by_grant THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
  END IF;
END
$$;

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE SCHEMA IF NOT EXISTS app;
CREATE SCHEMA IF NOT EXISTS tenant;
CREATE SCHEMA IF NOT EXISTS conversation;
CREATE SCHEMA IF NOT EXISTS booking;
CREATE SCHEMA IF NOT EXISTS followup;
CREATE SCHEMA IF NOT EXISTS outbox;

GRANT USAGE ON SCHEMA app, tenant, conversation, booking, followup, outbox TO repartee_app, repartee_worker;

-- Both roles may use what later migrations of this login create in these schemas.
ALTER DEFAULT PRIVILEGES IN SCHEMA tenant, conversation, booking, followup, outbox
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO repartee_app, repartee_worker;
ALTER DEFAULT PRIVILEGES IN SCHEMA tenant, conversation, booking, followup, outbox
  GRANT USAGE, SELECT ON SEQUENCES TO repartee_app, repartee_worker;

-- The tenant that this transaction works for. An ended SET LOCAL leaves an empty text behind, which counts as none.
CREATE FUNCTION app.current_tenant() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.tenant', true), '');

-- Shuts a table off by tenant: its rows are seen, written and counted only by transactions of their own tenant, and by the worker role.
-- Without a tenant nothing is seen. FORCE holds the table's owner to it as well.
CREATE PROCEDURE app.protect(protected regclass)
  LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_attribute
    WHERE attrelid = protected AND attname = 'tenant_id' AND atttypid = 'text'::regtype AND attnotnull AND NOT attisdropped
  ) THEN
    RAISE EXCEPTION '% needs a column "tenant_id text NOT NULL" to be protected', protected;
  END IF;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', protected);
  EXECUTE format(
    'CREATE POLICY own_tenant ON %s USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()))',
    protected);
  EXECUTE format('CREATE POLICY all_tenants ON %s TO repartee_worker USING (true) WITH CHECK (true)', protected);
END
$$;
