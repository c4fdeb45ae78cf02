CREATE TABLE booking.fine (tenant_id text NOT NULL);
