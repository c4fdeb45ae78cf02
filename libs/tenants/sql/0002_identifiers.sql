-- From text to UUID without losing a row: a value that is none becomes NULL and is reported.

CREATE TABLE app.unreadable_ids (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  relation text NOT NULL,
  column_name text NOT NULL,
  value text NOT NULL,
  rows bigint NOT NULL,
  found_at timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT ON app.unreadable_ids TO repartee_worker;

-- The UUID that a text is; NULL for one that is none.
CREATE FUNCTION app.to_uuid(value text) RETURNS uuid
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN trim(value)::uuid;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN NULL;
END
$$;

-- Makes a text column of UUIDs a uuid column. What is no UUID becomes NULL, and app.unreadable_ids says what it was and how often.
CREATE PROCEDURE app.convert_to_uuid(of_table regclass, of_column name)
  LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT atttypid FROM pg_attribute WHERE attrelid = of_table AND attname = of_column) = 'uuid'::regtype THEN
    RETURN;
  END IF;
  EXECUTE format(
    'INSERT INTO app.unreadable_ids (relation, column_name, value, rows)
     SELECT %L, %L, %I, count(*) FROM %s WHERE %I IS NOT NULL AND app.to_uuid(%I) IS NULL GROUP BY %I',
    of_table, of_column, of_column, of_table, of_column, of_column, of_column);
  EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL, ALTER COLUMN %I TYPE uuid USING app.to_uuid(%I::text)',
    of_table, of_column, of_column, of_column);
END
$$;
