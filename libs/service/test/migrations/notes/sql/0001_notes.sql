CREATE TABLE booking.notes (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id text NOT NULL,
  words text NOT NULL
);
CALL app.protect('booking.notes');
