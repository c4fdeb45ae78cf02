-- A tenant's calendar as its pack or the console declares it. Keys are the pack's.
CREATE TABLE booking.calendar (
  tenant_id text PRIMARY KEY,
  -- Grows with each change of anything that says when one can come; copies in memory are good while it stands.
  revision bigint NOT NULL DEFAULT 1,
  time_zone text NOT NULL,
  slot_minutes integer NOT NULL CHECK (slot_minutes BETWEEN 1 AND 60),
  horizon_days integer NOT NULL CHECK (horizon_days > 0),
  notice_hours numeric NOT NULL CHECK (notice_hours >= 0),
  cancel_notice_hours numeric NOT NULL CHECK (cancel_notice_hours >= 0)
);
CALL app.protect('booking.calendar');

CREATE TABLE booking.location (
  tenant_id text NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  key text NOT NULL,
  name text NOT NULL,
  map_link text,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key)
);
CALL app.protect('booking.location');

CREATE TABLE booking.service (
  tenant_id text NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  key text NOT NULL,
  name text NOT NULL,
  -- Order in which it is offered.
  position integer NOT NULL,
  duration_minutes integer NOT NULL CHECK (duration_minutes > 0),
  buffer_before_minutes integer NOT NULL DEFAULT 0 CHECK (buffer_before_minutes >= 0),
  buffer_after_minutes integer NOT NULL DEFAULT 0 CHECK (buffer_after_minutes >= 0),
  -- Not offered any more; bookings of it stand.
  is_retired boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key)
);
CALL app.protect('booking.service');

CREATE TABLE booking.resource (
  tenant_id text NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  key text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('person', 'room', 'vehicle')),
  position integer NOT NULL,
  location_id uuid,
  is_retired boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key),
  FOREIGN KEY (tenant_id, location_id) REFERENCES booking.location
);
CALL app.protect('booking.resource');

-- Who can give what.
CREATE TABLE booking.resource_service (
  tenant_id text NOT NULL,
  resource_id uuid NOT NULL,
  service_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, resource_id, service_id),
  FOREIGN KEY (tenant_id, resource_id) REFERENCES booking.resource ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, service_id) REFERENCES booking.service ON DELETE CASCADE
);
CALL app.protect('booking.resource_service');

-- Wall clock of the tenant, in minutes after midnight; 1440 is the end of the day. Weekday 1 is Monday.
CREATE TABLE booking.weekly_hours (
  tenant_id text NOT NULL,
  resource_id uuid NOT NULL,
  weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens_minute smallint NOT NULL CHECK (opens_minute BETWEEN 0 AND 1439),
  closes_minute smallint NOT NULL CHECK (closes_minute BETWEEN 1 AND 1440),
  PRIMARY KEY (tenant_id, resource_id, weekday, opens_minute),
  CHECK (opens_minute < closes_minute),
  FOREIGN KEY (tenant_id, resource_id) REFERENCES booking.resource ON DELETE CASCADE
);
CALL app.protect('booking.weekly_hours');

-- Days that differ: other hours, or (without any) closed. One that names a resource goes before one that names none.
CREATE TABLE booking.exception (
  tenant_id text NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  position integer NOT NULL,
  resource_id uuid,
  first_day date NOT NULL,
  last_day date NOT NULL,
  -- Pairs of minutes after midnight: {{540,840}}; empty when closed.
  hours integer[] NOT NULL DEFAULT '{}',
  reason text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (first_day <= last_day),
  FOREIGN KEY (tenant_id, resource_id) REFERENCES booking.resource ON DELETE CASCADE
);
CALL app.protect('booking.exception');

-- Holds and bookings. Spans are half-open.
CREATE TABLE booking.booking (
  tenant_id text NOT NULL,
  id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('held', 'confirmed', 'cancelled')),
  -- The id of the pending action that it came from.
  key uuid NOT NULL,
  service_id uuid NOT NULL,
  resource_id uuid NOT NULL,
  span tstzrange NOT NULL CHECK (NOT isempty(span) AND lower_inc(span) AND NOT upper_inc(span)),
  -- The span with the buffers around it: what nobody else may touch.
  busy tstzrange NOT NULL CHECK (busy @> span AND lower_inc(busy) AND NOT upper_inc(busy)),
  -- Its ends: range operators are not leakproof, so that under row-level security they cannot use an index; comparisons can.
  busy_start timestamptz NOT NULL GENERATED ALWAYS AS (lower(busy)) STORED,
  busy_end timestamptz NOT NULL GENERATED ALWAYS AS (upper(busy)) STORED,
  hold_expires_at timestamptz CHECK ((status = 'held') = (hold_expires_at IS NOT NULL)),
  -- Null when it was made in the console.
  session_id uuid,
  -- The contact across channels: the phone that the channel vouches for, else the address. What a contact only says is not in it.
  contact_key text,
  contact_name text,
  contact_phone text,
  -- The way back to the contact, for events: settings, address, profile and language as the contracts have them.
  way_back jsonb NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key),
  FOREIGN KEY (tenant_id, service_id) REFERENCES booking.service,
  FOREIGN KEY (tenant_id, resource_id) REFERENCES booking.resource,
  -- Also covers expired holds: a constraint cannot look at the clock, so whoever inserts deletes those first.
  CONSTRAINT no_overlap EXCLUDE USING gist (resource_id WITH =, busy WITH &&) WHERE (status <> 'cancelled')
);
-- What is taken of a resource from some time on, without a look at the table.
CREATE INDEX booking_busy ON booking.booking (tenant_id, resource_id, busy_end)
  INCLUDE (busy_start, hold_expires_at, session_id, id) WHERE status <> 'cancelled';
CREATE INDEX booking_of_session ON booking.booking (tenant_id, session_id) WHERE status <> 'cancelled';
CREATE INDEX booking_of_contact ON booking.booking (tenant_id, contact_key) WHERE status <> 'cancelled';
CALL app.protect('booking.booking');

-- What was answered to a request that changed something, so that the same request again gets the same answer.
CREATE TABLE booking.answer (
  tenant_id text NOT NULL,
  key uuid NOT NULL,
  verb text NOT NULL CHECK (verb IN ('confirm', 'move', 'cancel')),
  answer jsonb NOT NULL,
  answered_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, key, verb)
);
CALL app.protect('booking.answer');
