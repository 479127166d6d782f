-- What decides a change of an action's releases, read in one round trip; `own_action` and `keys` were found by the caller.
-- It runs as its caller: row-level security decides which drafts are seen.
-- `change` is 'yank' or 'unyank' to read the highest releases as they will be after that is done to `action_version`.
CREATE FUNCTION read_place(own_action bigint, keys jsonb, action_name text, action_version text, change text) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  place jsonb;
BEGIN
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
-- Locks the keys, then the action, and reads what stands once they are held. Each statement of a VOLATILE function sees
-- what was committed before it began, so the reading comes after the waiting.
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
  SELECT public.read_place(own_action, keys, action_name, action_version, change) INTO place;
  RETURN place;
END
$$;
--> statement-breakpoint
-- What lock_place would answer in a workspace, without a lock: to prepare a change by, which enter_place then lets begin.
CREATE FUNCTION peek_place(workspace bigint, action_name text, action_version text, kids text[]) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  keys jsonb;
  own_action bigint;
  place jsonb;
BEGIN
  PERFORM set_config('app.workspace', workspace::text, true);
  SELECT jsonb_agg(to_jsonb(k)) INTO keys FROM (
    SELECT kid, status, workspace_id FROM public.trusted_keys WHERE kid = ANY (kids) ORDER BY kid
  ) k;
  SELECT id INTO own_action FROM public.actions WHERE name = action_name AND workspace_id = workspace;
  SELECT public.read_place(own_action, keys, action_name, action_version, NULL) INTO place;
  RETURN place;
END
$$;
--> statement-breakpoint
-- The stamp of a place: equal for equal places, and for no others.
CREATE FUNCTION stamp_place(place jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$ SELECT encode(sha256(convert_to(place::text, 'UTF8')), 'hex') $$;
--> statement-breakpoint
-- Locks a place for the transaction of a workspace and answers the action's name; raises AR001, with nothing written, when
-- the place is no longer the one of that stamp.
CREATE FUNCTION enter_place(workspace bigint, action_name text, action_version text, kids text[], stamp text) RETURNS text
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.workspace', workspace::text, true);
  IF public.stamp_place(public.lock_place(action_name, action_version, kids, NULL)) <> stamp THEN
    RAISE EXCEPTION 'the place of % changed since it was read', action_name USING ERRCODE = 'AR001';
  END IF;
  RETURN action_name;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION read_place(bigint, jsonb, text, text, text), lock_place(text, text, text[], text),
  peek_place(bigint, text, text, text[]), stamp_place(jsonb), enter_place(bigint, text, text, text[], text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION read_place(bigint, jsonb, text, text, text), lock_place(text, text, text[], text),
  peek_place(bigint, text, text, text[]), stamp_place(jsonb), enter_place(bigint, text, text, text[], text)
  TO action_registry_app;
