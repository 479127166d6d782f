-- Sessions are a workspace's own; their hashes are read by the functions below alone, which run as the owner because a
-- cookie is looked up before a workspace is known.
GRANT INSERT,
  SELECT (id, workspace_id, api_key_id, kind, created_at, expires_at, revoked_at),
  UPDATE (revoked_at),
  DELETE
  ON sessions TO action_registry_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE sessions_id_seq TO action_registry_app;
--> statement-breakpoint
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY sessions_own ON sessions
  USING (workspace_id = (SELECT app_workspace())) WITH CHECK (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
CREATE POLICY sessions_lookup ON sessions TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint

-- The session whose token has this SHA-256, with the API key it stands for; ended ones too.
CREATE FUNCTION find_session(hash bytea)
RETURNS TABLE (id bigint, expires_at timestamptz, revoked_at timestamptz, api_key_id bigint, workspace_id bigint,
  workspace text, name text, key_prefix text, permissions text[], name_globs text[], key_expires_at timestamptz,
  key_revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT s.id, s.expires_at, s.revoked_at, k.id, k.workspace_id, w.slug, k.name, k.key_prefix, k.permissions, k.name_globs,
    k.expires_at, k.revoked_at
  FROM public.sessions s
  JOIN public.api_keys k ON k.id = s.api_key_id
  JOIN public.workspaces w ON w.id = s.workspace_id
  WHERE s.token_hash = hash AND s.kind = 'session'
$$;
--> statement-breakpoint

-- Uses a link up: answers its key the first time and nothing ever after.
CREATE FUNCTION take_sign_in_link(hash bytea, at timestamptz)
RETURNS TABLE (workspace_id bigint, api_key_id bigint)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.sessions s SET revoked_at = at
  WHERE s.token_hash = hash AND s.kind = 'link' AND s.revoked_at IS NULL AND s.expires_at > at
  RETURNING s.workspace_id, s.api_key_id
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_session(bytea), take_sign_in_link(bytea, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_session(bytea), take_sign_in_link(bytea, timestamptz) TO action_registry_app;
--> statement-breakpoint

-- What the new columns of action_search say of the actions that are there already.
UPDATE action_search s SET
  published_by = v.published_by,
  kids = ARRAY(SELECT DISTINCT e->>'kid' FROM jsonb_array_elements(v.signatures) e ORDER BY 1),
  channels = ARRAY(
    SELECT c.channel FROM channels c WHERE c.name = s.name AND (c.channel <> 'latest' OR c.pinned) ORDER BY c.channel COLLATE "C"
  ),
  yanked = NOT EXISTS (
    SELECT FROM action_versions o WHERE o.name = s.name
    AND NOT EXISTS (SELECT FROM action_yanks y WHERE y.name = o.name AND y.version = o.version)
  )
FROM action_versions v WHERE v.name = s.name AND v.version = s.latest_version;
