-- Who may do what. The server works as `action_registry_app`; each transaction names its workspace in `app.workspace`, and
-- without one sees public rows only. The tables' owner is for migrations and for the functions of the next file.

-- Roles belong to the cluster: another database may have made this one, or be making it now.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'action_registry_app') THEN
    CREATE ROLE action_registry_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;
--> statement-breakpoint

-- From 16 on, making a role gives no right to become it. Superusers can become anyone.
DO $$
BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    RETURN;
  ELSIF current_setting('server_version_num')::int >= 160000 THEN
    IF NOT pg_has_role(current_user, 'action_registry_app', 'SET') THEN
      EXECUTE format('GRANT action_registry_app TO %I WITH INHERIT FALSE, SET TRUE', current_user);
    END IF;
  ELSIF NOT pg_has_role(current_user, 'action_registry_app', 'MEMBER') THEN
    EXECUTE format('GRANT action_registry_app TO %I', current_user);
  END IF;
END
$$;
--> statement-breakpoint

-- The workspace of this transaction; null (which equals nothing) when none is set.
CREATE FUNCTION app_workspace() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.workspace', true), '')::bigint $$;
--> statement-breakpoint

-- May this transaction write what belongs to no workspace? The server's own may, and an operator's after saying so.
CREATE FUNCTION app_operates() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT public.app_workspace() IS NULL OR current_setting('app.operate', true) = 'on' $$;
--> statement-breakpoint

GRANT USAGE ON SCHEMA public TO action_registry_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON action_definitions, action_deprecations, channels, action_search TO action_registry_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON action_yanks, definition_revisions TO action_registry_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON action_versions TO action_registry_app;
--> statement-breakpoint
-- Rows of the log come through log_append alone.
GRANT SELECT ON log_leaves, log_events, log_nodes TO action_registry_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (name) ON workspaces TO action_registry_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (workspace_id, log_index) ON namespaces TO action_registry_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (workspace_id) ON actions TO action_registry_app;
--> statement-breakpoint
-- A kid, its bytes and its owner never change, and no key is ever deleted.
GRANT SELECT, INSERT,
  UPDATE (role, scope, status, valid_from, valid_until, comment, origin, last_valid_index, reason, updated_at, log_index)
  ON trusted_keys TO action_registry_app;
--> statement-breakpoint
-- Every column of api_keys but secret_hash, which find_api_key alone reads.
GRANT INSERT,
  SELECT (id, workspace_id, name, key_prefix, permissions, name_globs, created_by, created_at, last_used_at, expires_at,
    revoked_at, revoked_by),
  UPDATE (last_used_at, revoked_at, revoked_by)
  ON api_keys TO action_registry_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE workspaces_id_seq, api_keys_id_seq, action_definitions_id_seq, actions_id_seq, action_versions_id_seq
  TO action_registry_app;
--> statement-breakpoint

ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY workspaces_own ON workspaces
  USING (id = (SELECT app_workspace())) WITH CHECK (id = (SELECT app_workspace()));
--> statement-breakpoint
-- For the functions that run as the owner: they look up slugs and ids.
CREATE POLICY workspaces_owner ON workspaces TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint

ALTER TABLE action_definitions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY action_definitions_own ON action_definitions
  USING (workspace_id = (SELECT app_workspace())) WITH CHECK (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
ALTER TABLE definition_revisions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY definition_revisions_own ON definition_revisions
  USING (workspace_id = (SELECT app_workspace())) WITH CHECK (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY api_keys_own ON api_keys
  USING (workspace_id = (SELECT app_workspace())) WITH CHECK (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
-- For find_api_key, which runs as the owner.
CREATE POLICY api_keys_lookup ON api_keys FOR SELECT TO CURRENT_USER USING (true);
--> statement-breakpoint

-- Public to read, a workspace's own to write.
ALTER TABLE namespaces ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY namespaces_read ON namespaces FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY namespaces_insert ON namespaces FOR INSERT WITH CHECK (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
CREATE POLICY namespaces_update ON namespaces FOR UPDATE USING (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
ALTER TABLE actions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY actions_read ON actions FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY actions_insert ON actions FOR INSERT WITH CHECK (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
CREATE POLICY actions_update ON actions FOR UPDATE USING (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint

ALTER TABLE trusted_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY trusted_keys_read ON trusted_keys FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY trusted_keys_insert ON trusted_keys FOR INSERT
  WITH CHECK (workspace_id = (SELECT app_workspace()) OR workspace_id IS NULL AND (SELECT app_operates()));
--> statement-breakpoint
-- Publishing locks the key's row FOR SHARE, whoever owns it, and locking asks this policy's USING; writing asks its CHECK.
CREATE POLICY trusted_keys_update ON trusted_keys FOR UPDATE USING (true)
  WITH CHECK (workspace_id = (SELECT app_workspace()) OR workspace_id IS NULL AND (SELECT app_operates()));
--> statement-breakpoint

ALTER TABLE log_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY log_events_read ON log_events FOR SELECT USING (public OR workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
-- log_append runs as the owner and has checked the entry's workspace.
CREATE POLICY log_events_append ON log_events FOR INSERT TO CURRENT_USER WITH CHECK (true);
