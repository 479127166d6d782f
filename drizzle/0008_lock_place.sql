-- What a change of an action's releases begins with, in one round trip: locks (the keys, then the action), and what stands
-- once they are held. Each statement of a VOLATILE function sees what was committed before it began, so the reading comes
-- after the waiting. It runs as its caller: row-level security decides whose action is locked and which drafts are seen.
-- `change` is 'yank' or 'unyank' to read the highest releases as they will be after that is done to `action_version`.
CREATE FUNCTION lock_place(action_name text, action_version text, kids text[], change text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  keys jsonb;
  own_action bigint;
  place jsonb;
BEGIN
  IF cardinality(kids) > 0 THEN
    SELECT jsonb_agg(to_jsonb(k)) INTO keys FROM (
      SELECT kid, status, workspace_id FROM public.trusted_keys WHERE kid = ANY (kids) ORDER BY kid FOR SHARE
    ) k;
  END IF;
  SELECT id INTO own_action FROM public.actions WHERE name = action_name FOR NO KEY UPDATE;
  WITH offered AS NOT MATERIALIZED (
    SELECT v.version, v.version_key, v.prerelease FROM public.action_versions v
    WHERE v.name = action_name
      AND (change IS DISTINCT FROM 'yank' OR v.version <> action_version)
      AND (NOT EXISTS (SELECT FROM public.action_yanks y WHERE y.name = v.name AND y.version = v.version)
        OR (change = 'unyank' AND v.version = action_version))
  )
  SELECT jsonb_build_object(
    'action_id', own_action,
    'keys', coalesce(keys, '[]'),
    'versions', (SELECT count(*) FROM public.action_versions WHERE name = action_name),
    'stable', (SELECT version FROM offered WHERE NOT prerelease ORDER BY version_key DESC LIMIT 1),
    'offered', (SELECT version FROM offered ORDER BY version_key DESC LIMIT 1),
    'highest', (SELECT version FROM public.action_versions WHERE name = action_name ORDER BY version_key DESC LIMIT 1),
    'exists', EXISTS (SELECT FROM public.action_versions WHERE name = action_name AND version = action_version),
    'channels', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.channel), '[]') FROM public.channels c WHERE c.name = action_name),
    'has_draft', EXISTS (SELECT FROM public.action_definitions d WHERE d.name = action_name AND d.deleted_at IS NULL)
  ) INTO place;
  RETURN place;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION lock_place(text, text, text[], text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION lock_place(text, text, text[], text) TO action_registry_app;
