-- Notes in one round trip what most events tell: that the contact has written, and the way to write back. False when
-- follow-ups wait that the event ends: then it has to be decided on. Safe to repeat, in any order.
CREATE FUNCTION followup.notice(
  of_tenant text, of_session uuid, at_sequence bigint, has_written boolean, new_way jsonb, ended_reasons text[]
)
  RETURNS boolean
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant', of_tenant, true);
  INSERT INTO followup.session AS known (tenant_id, session_id, message_sequence, way, way_sequence)
  VALUES (of_tenant, of_session, CASE WHEN has_written THEN at_sequence ELSE 0 END, new_way, at_sequence)
  ON CONFLICT (tenant_id, session_id) DO UPDATE SET
    message_sequence = greatest(known.message_sequence, excluded.message_sequence),
    way = CASE WHEN known.way_sequence <= excluded.way_sequence THEN excluded.way ELSE known.way END,
    way_sequence = greatest(known.way_sequence, excluded.way_sequence)
  WHERE known.message_sequence < excluded.message_sequence
    OR (known.way_sequence < excluded.way_sequence AND known.way IS DISTINCT FROM excluded.way);
  -- After the session's row: whoever arms a follow-up holds it until that follow-up is seen here.
  RETURN cardinality(ended_reasons) = 0 OR NOT EXISTS (
    SELECT FROM followup.item
    WHERE tenant_id = of_tenant AND session_id = of_session AND status = 'pending' AND reason = ANY (ended_reasons)
  );
END
$$;
