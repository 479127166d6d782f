-- Functions that run as the tables' owner: each checks its caller itself and has a fixed search path.

-- A workspace's public short name. Workspaces' rows are private, but who owns a namespace or a key is not.
CREATE FUNCTION workspace_slug(workspace bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT slug FROM public.workspaces WHERE id = workspace $$;
--> statement-breakpoint

-- First start and maintenance ask for workspaces before they are in one.
CREATE FUNCTION find_workspace(workspace_slug text)
RETURNS TABLE (id bigint, slug text, name text, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT w.id, w.slug, w.name, w.created_at FROM public.workspaces w WHERE w.slug = workspace_slug $$;
--> statement-breakpoint

CREATE FUNCTION list_workspace_ids() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT id FROM public.workspaces ORDER BY id $$;
--> statement-breakpoint

-- The key whose token has this SHA-256, with its workspace; how a caller's workspace becomes known.
CREATE FUNCTION find_api_key(hash bytea)
RETURNS TABLE (id bigint, workspace_id bigint, workspace text, name text, key_prefix text, permissions text[],
  name_globs text[], created_by text, created_at timestamptz, last_used_at timestamptz, expires_at timestamptz,
  revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT k.id, k.workspace_id, w.slug, k.name, k.key_prefix, k.permissions, k.name_globs, k.created_by, k.created_at,
    k.last_used_at, k.expires_at, k.revoked_at
  FROM public.api_keys k JOIN public.workspaces w ON w.id = k.workspace_id
  WHERE k.secret_hash = hash
$$;
--> statement-breakpoint

-- Is an entry of this workspace this transaction's to write? What belongs to no workspace is public, or the server's own.
CREATE FUNCTION log_entry_is_own(workspace bigint, is_public boolean) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN workspace IS NULL THEN is_public OR public.app_workspace() IS NULL
    ELSE coalesce(workspace = public.app_workspace(), false) END
$$;
--> statement-breakpoint

-- Stores the hash of every subtree that this leaf completes (RFC 6962 §2.1): one for each trailing 1 bit of its index.
CREATE FUNCTION log_complete_subtrees(leaf_index bigint, hash_of_leaf bytea) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  node bytea := hash_of_leaf;
  sibling bytea;
  place bigint := leaf_index;
  height smallint := 0;
BEGIN
  WHILE place & 1 = 1 LOOP
    IF height = 0 THEN
      SELECT leaf_hash INTO STRICT sibling FROM public.log_leaves WHERE idx = place - 1;
    ELSE
      SELECT hash INTO STRICT sibling FROM public.log_nodes WHERE level = height AND idx = place - 1;
    END IF;
    node := sha256('\x01'::bytea || sibling || node);
    height := height + 1;
    place := place >> 1;
    INSERT INTO public.log_nodes (level, idx, hash) VALUES (height, place, node);
  END LOOP;
END
$$;
--> statement-breakpoint

-- Appends entries {leaf, type, public, workspace_id, actor, at, subject, data, salt (base64)} and answers the index of the
-- first. The lock is taken here and nowhere else; the head is read by a later statement, whose READ COMMITTED snapshot
-- has what the lock's last holder committed. So indexes have no gap, and their order is that of the commits.
CREATE FUNCTION log_append(entries jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  entry jsonb;
  first bigint;
  next bigint;
  hash bytea;
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
    PERFORM public.log_complete_subtrees(next, hash);
    next := next + 1;
  END LOOP;
  PERFORM pg_notify('action_registry_log', (next - 1)::text);
  RETURN first;
END
$$;
--> statement-breakpoint

REVOKE ALL ON FUNCTION workspace_slug(bigint), find_workspace(text), list_workspace_ids(), find_api_key(bytea), log_append(jsonb),
  log_complete_subtrees(bigint, bytea) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION workspace_slug(bigint), find_workspace(text), list_workspace_ids(), find_api_key(bytea), log_append(jsonb)
  TO action_registry_app;
