-- Rows that are never changed. Privileges already keep the application from it; these triggers stop everyone else by
-- mistake, and ALWAYS keeps a replication role from slipping past. Who disables them is found out by replaying the log.

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION '% on % refused: these rows are never changed or removed', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', HINT = 'A new fact is a new row and a new log entry.';
END
$$;
--> statement-breakpoint

DO $$
DECLARE
  rule record;
BEGIN
  FOR rule IN
    SELECT * FROM (VALUES
      ('action_versions', 'UPDATE OR DELETE'),
      ('log_leaves', 'UPDATE OR DELETE'),
      ('log_events', 'UPDATE OR DELETE'),
      ('log_nodes', 'UPDATE OR DELETE'),
      -- Old revisions are pruned.
      ('definition_revisions', 'UPDATE'),
      -- A retired or revoked key changes state; its kid and bytes stay taken for ever.
      ('trusted_keys', 'DELETE')
    ) AS rules (name, operations)
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE %s ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      rule.name || '_unchanged', rule.operations, rule.name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      rule.name || '_untruncated', rule.name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', rule.name, rule.name || '_unchanged');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', rule.name, rule.name || '_untruncated');
  END LOOP;
END
$$;
