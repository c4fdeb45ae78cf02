-- The first databases were made before these stood in 0001.
ALTER TABLE booking.booking
  ADD COLUMN IF NOT EXISTS busy_start timestamptz NOT NULL GENERATED ALWAYS AS (lower(busy)) STORED,
  ADD COLUMN IF NOT EXISTS busy_end timestamptz NOT NULL GENERATED ALWAYS AS (upper(busy)) STORED;
CREATE INDEX IF NOT EXISTS booking_busy ON booking.booking (tenant_id, resource_id, busy_end)
  INCLUDE (busy_start, hold_expires_at, session_id, id) WHERE status <> 'cancelled';

ALTER TABLE booking.booking
  -- Counts the changes: other calendars take the entry with the highest (SEQUENCE of RFC 5545).
  ADD COLUMN revision integer NOT NULL DEFAULT 0,
  ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

-- Part of the link to the resource's feed: a new number makes links that were given away worthless.
ALTER TABLE booking.resource ADD COLUMN feed_number integer NOT NULL DEFAULT 1;

-- A resource's calendar elsewhere: what is busy there is not free here, and bookings are written there.
CREATE TABLE booking.outside_calendar (
  tenant_id text NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  resource_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('caldav', 'google')),
  -- CalDAV: the collection's URL. Google: the calendar's id.
  address text NOT NULL CHECK (address <> ''),
  -- The user's name at a CalDAV server.
  account text,
  -- The name of the secret, never the secret.
  secret text NOT NULL CHECK (secret ~ '^env:SECRET_[A-Z0-9_]+$'),
  is_active boolean NOT NULL DEFAULT true,
  next_read_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz,
  -- Since when it cannot be read, and why.
  failing_since timestamptz,
  failure text,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, resource_id, kind, address),
  FOREIGN KEY (tenant_id, resource_id) REFERENCES booking.resource ON DELETE CASCADE
);
CREATE INDEX outside_calendar_due ON booking.outside_calendar (next_read_at) WHERE is_active;
CALL app.protect('booking.outside_calendar');

-- What was busy there when it was last read, our own bookings left out.
CREATE TABLE booking.outside_busy (
  tenant_id text NOT NULL,
  calendar_id uuid NOT NULL,
  resource_id uuid NOT NULL,
  busy_start timestamptz NOT NULL,
  busy_end timestamptz NOT NULL CHECK (busy_start < busy_end),
  FOREIGN KEY (tenant_id, calendar_id) REFERENCES booking.outside_calendar ON DELETE CASCADE
);
CREATE INDEX outside_busy_by_end ON booking.outside_busy (tenant_id, resource_id, busy_end) INCLUDE (busy_start);
CREATE INDEX outside_busy_of_calendar ON booking.outside_busy (tenant_id, calendar_id);
CALL app.protect('booking.outside_busy');

-- What of a booking has to stand in a calendar elsewhere. Written in the booking's own transaction.
CREATE TABLE booking.outside_event (
  tenant_id text NOT NULL,
  calendar_id uuid NOT NULL,
  booking_id uuid NOT NULL,
  wanted_revision integer NOT NULL,
  -- Null while nothing was written.
  written_revision integer,
  -- Cancelled, or moved to another resource: to be taken out.
  is_gone boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  next_try_at timestamptz NOT NULL DEFAULT now(),
  failing_since timestamptz,
  failure text,
  PRIMARY KEY (tenant_id, calendar_id, booking_id),
  FOREIGN KEY (tenant_id, calendar_id) REFERENCES booking.outside_calendar ON DELETE CASCADE
);
CREATE INDEX outside_event_due ON booking.outside_event (next_try_at) WHERE written_revision IS DISTINCT FROM wanted_revision;
CALL app.protect('booking.outside_event');
