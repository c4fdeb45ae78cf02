CREATE TABLE booking.wrong (
  tenant_id text NOT NULL
);

ALTER TABLE booking.wrong ADD COLUMN at timestampzzz;
