-- People, namespaces that change hands, requests to trust a key, and from where an entry of the log came: who may see and
-- write them. As before, what is asked ahead of a workspace goes through functions that run as the owner.
GRANT SELECT, INSERT, UPDATE (name, role, added_by, updated_at, removed_at) ON workspace_members TO action_registry_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (status, decided_by, decided_at) ON key_requests TO action_registry_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (to_workspace, offered_by, offered_at), DELETE ON namespace_offers TO action_registry_app;
--> statement-breakpoint
GRANT SELECT ON log_sources TO action_registry_app;
--> statement-breakpoint
GRANT SELECT (member_id), INSERT (member_id) ON sessions TO action_registry_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE workspace_members_id_seq, key_requests_id_seq TO action_registry_app;
--> statement-breakpoint

ALTER TABLE workspace_members ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY workspace_members_own ON workspace_members
  USING (workspace_id = (SELECT app_workspace())) WITH CHECK (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
-- For find_memberships and find_session.
CREATE POLICY workspace_members_lookup ON workspace_members FOR SELECT TO CURRENT_USER USING (true);
--> statement-breakpoint

ALTER TABLE key_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY key_requests_own ON key_requests
  USING (workspace_id = (SELECT app_workspace())) WITH CHECK (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint

-- An offer is both sides' to see and to end; only the owner makes one. The receiver is named by slug, so that offering says
-- nothing of which workspaces exist.
ALTER TABLE namespace_offers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY namespace_offers_own ON namespace_offers
  USING (workspace_id = (SELECT app_workspace()))
  WITH CHECK (workspace_id = (SELECT app_workspace()) AND workspace = workspace_slug(workspace_id)
    AND EXISTS (SELECT FROM namespaces n WHERE n.name = namespace AND n.workspace_id = namespace_offers.workspace_id));
--> statement-breakpoint
CREATE POLICY namespace_offers_received ON namespace_offers FOR SELECT
  USING (to_workspace = (SELECT workspace_slug(app_workspace())));
--> statement-breakpoint
CREATE POLICY namespace_offers_declined ON namespace_offers FOR DELETE
  USING (to_workspace = (SELECT workspace_slug(app_workspace())));
--> statement-breakpoint
CREATE POLICY namespace_offers_owner ON namespace_offers TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY namespaces_owner ON namespaces FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY actions_owner ON actions FOR UPDATE TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint

-- Takes over a namespace that was offered to the transaction's workspace, with all its actions; answers whose it was, or
-- nothing when there is no such offer. Whoever publishes there meanwhile is waited for, or finds it gone.
CREATE FUNCTION accept_namespace(offered text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  receiver bigint := public.app_workspace();
  giver text;
BEGIN
  IF receiver IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM FROM public.namespaces WHERE name = offered FOR UPDATE;
  DELETE FROM public.namespace_offers
    WHERE namespace = offered AND to_workspace = public.workspace_slug(receiver)
    RETURNING workspace INTO giver;
  IF giver IS NULL THEN
    RETURN NULL;
  END IF;
  UPDATE public.namespaces SET workspace_id = receiver WHERE name = offered;
  UPDATE public.actions SET workspace_id = receiver
    WHERE name = offered OR starts_with(name, offered || '.');
  RETURN giver;
END
$$;
--> statement-breakpoint

-- A new action goes into a namespace of its own workspace: of a transfer at the same moment, one waits for the other.
CREATE FUNCTION assert_namespace_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  owner bigint;
BEGIN
  SELECT workspace_id INTO owner FROM public.namespaces WHERE name = split_part(NEW.name, '.', 1) FOR SHARE;
  IF owner <> NEW.workspace_id THEN
    RAISE EXCEPTION 'the namespace of % belongs to another workspace', NEW.name USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER actions_namespace_own BEFORE INSERT ON actions FOR EACH ROW EXECUTE FUNCTION assert_namespace_own();
--> statement-breakpoint

-- Where a person is a member; how their workspace becomes known.
CREATE FUNCTION find_memberships(person text)
RETURNS TABLE (id bigint, workspace_id bigint, workspace text, workspace_name text, name text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT m.id, m.workspace_id, w.slug, w.name, m.name, m.role
  FROM public.workspace_members m JOIN public.workspaces w ON w.id = m.workspace_id
  WHERE m.subject = person AND m.removed_at IS NULL
  ORDER BY w.slug COLLATE "C"
$$;
--> statement-breakpoint

DROP FUNCTION find_session(bytea);
--> statement-breakpoint
-- The session whose token has this SHA-256, with the API key or the member it stands for; ended ones too.
CREATE FUNCTION find_session(hash bytea)
RETURNS TABLE (id bigint, expires_at timestamptz, revoked_at timestamptz, workspace_id bigint, workspace text,
  api_key_id bigint, key_name text, key_prefix text, permissions text[], name_globs text[], key_expires_at timestamptz,
  key_revoked_at timestamptz, member_id bigint, member_name text, subject text, role text, removed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT s.id, s.expires_at, s.revoked_at, s.workspace_id, w.slug,
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
-- Uses a link up: answers whom it signs in the first time and nothing ever after.
CREATE FUNCTION take_sign_in_link(hash bytea, at timestamptz)
RETURNS TABLE (workspace_id bigint, api_key_id bigint, member_id bigint)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE public.sessions s SET revoked_at = at
  WHERE s.token_hash = hash AND s.kind = 'link' AND s.revoked_at IS NULL AND s.expires_at > at
  RETURNING s.workspace_id, s.api_key_id, s.member_id
$$;
--> statement-breakpoint

-- Where an entry came from is its writer's workspace's to see, also of public entries.
ALTER TABLE log_sources ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY log_sources_read ON log_sources FOR SELECT USING (workspace_id = (SELECT app_workspace()));
--> statement-breakpoint
CREATE POLICY log_sources_append ON log_sources FOR INSERT TO CURRENT_USER WITH CHECK (true);
--> statement-breakpoint
-- As before, and notes the source that the transaction names in `app.source` beside each entry.
CREATE OR REPLACE FUNCTION log_append(entries jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  entry jsonb;
  first bigint;
  next bigint;
  hash bytea;
  source jsonb := nullif(current_setting('app.source', true), '')::jsonb;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'log_append needs READ COMMITTED' USING ERRCODE = 'invalid_transaction_state';
  END IF;
  IF jsonb_array_length(entries) = 0 THEN
    RAISE EXCEPTION 'log_append needs at least one entry' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM pg_advisory_xact_lock(7021216890);
  SELECT coalesce(max(idx) + 1, 0) INTO first FROM public.log_leaves;
  next := first;
  FOR entry IN SELECT value FROM jsonb_array_elements(entries) WITH ORDINALITY ORDER BY ordinality LOOP
    IF NOT public.log_entry_is_own((entry->>'workspace_id')::bigint, (entry->>'public')::boolean) THEN
      RAISE EXCEPTION 'log_append refused: the entry % belongs to another workspace', entry->>'type'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    hash := sha256('\x00'::bytea || convert_to(entry->>'leaf', 'UTF8'));
    INSERT INTO public.log_leaves (idx, leaf, leaf_hash, at)
    VALUES (next, entry->>'leaf', hash, (entry->>'at')::timestamptz);
    INSERT INTO public.log_events (idx, type, public, workspace_id, workspace, actor, at, subject, data, salt)
    VALUES (next, entry->>'type', (entry->>'public')::boolean, (entry->>'workspace_id')::bigint,
      public.workspace_slug((entry->>'workspace_id')::bigint), entry->>'actor', (entry->>'at')::timestamptz,
      entry->>'subject', nullif(entry->'data', 'null')::json, decode(entry->>'salt', 'base64'));
    IF source IS NOT NULL THEN
      INSERT INTO public.log_sources (idx, workspace_id, address, user_agent, request_id, credential)
      VALUES (next, (source->>'workspace_id')::bigint, source->>'address', source->>'user_agent', source->>'request_id',
        source->>'credential');
    END IF;
    PERFORM public.log_complete_subtrees(next, hash);
    next := next + 1;
  END LOOP;
  PERFORM pg_notify('action_registry_log', (next - 1)::text);
  RETURN first;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_session(bytea), take_sign_in_link(bytea, timestamptz), find_memberships(text), accept_namespace(text),
  assert_namespace_own() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_session(bytea), take_sign_in_link(bytea, timestamptz), find_memberships(text),
  accept_namespace(text) TO action_registry_app;
--> statement-breakpoint
DROP FUNCTION enter_place(bigint, text, text, text[], text);
--> statement-breakpoint
-- As before, and names the source of what the statement appends to the log.
CREATE FUNCTION enter_place(workspace bigint, action_name text, action_version text, kids text[], stamp text, source text)
RETURNS text
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.workspace', workspace::text, true), set_config('app.source', source, true);
  IF public.stamp_place(public.lock_place(action_name, action_version, kids, NULL)) <> stamp THEN
    RAISE EXCEPTION 'the place of % changed since it was read', action_name USING ERRCODE = 'AR001';
  END IF;
  RETURN action_name;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION enter_place(bigint, text, text, text[], text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enter_place(bigint, text, text, text[], text, text) TO action_registry_app;
