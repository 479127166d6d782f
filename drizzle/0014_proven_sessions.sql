-- A session shows its holder the workspaces of their person only if that person proved who they are: an admin of one workspace
-- can add anybody there and make a link for them, which must open no other.
ALTER TABLE "sessions" ADD COLUMN "proven" boolean DEFAULT false NOT NULL;--> statement-breakpoint
DROP FUNCTION find_session(bytea);
--> statement-breakpoint
-- As before, and says whether its member proved who they are.
CREATE FUNCTION find_session(hash bytea)
RETURNS TABLE (id bigint, expires_at timestamptz, revoked_at timestamptz, proven boolean, workspace_id bigint, workspace text,
  api_key_id bigint, key_name text, key_prefix text, permissions text[], name_globs text[], key_expires_at timestamptz,
  key_revoked_at timestamptz, member_id bigint, member_name text, subject text, role text, removed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT s.id, s.expires_at, s.revoked_at, s.proven, s.workspace_id, w.slug,
    k.id, k.name, k.key_prefix, k.permissions, k.name_globs, k.expires_at, k.revoked_at,
    m.id, m.name, m.subject, m.role, m.removed_at
  FROM public.sessions s
  JOIN public.workspaces w ON w.id = s.workspace_id
  LEFT JOIN public.api_keys k ON k.id = s.api_key_id
  LEFT JOIN public.workspace_members m ON m.id = s.member_id
  WHERE s.token_hash = hash AND s.kind = 'session'
$$;
--> statement-breakpoint
DROP FUNCTION take_sign_in_link(bytea, timestamptz);
--> statement-breakpoint
-- As before, and says whether its member made it, having proved who they are.
CREATE FUNCTION take_sign_in_link(hash bytea, at timestamptz)
RETURNS TABLE (workspace_id bigint, api_key_id bigint, member_id bigint, proven boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.sessions s SET revoked_at = at
  WHERE s.token_hash = hash AND s.kind = 'link' AND s.revoked_at IS NULL AND s.expires_at > at
  RETURNING s.workspace_id, s.api_key_id, s.member_id, s.proven
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_session(bytea), take_sign_in_link(bytea, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_session(bytea), take_sign_in_link(bytea, timestamptz) TO action_registry_app;
