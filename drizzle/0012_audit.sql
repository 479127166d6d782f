ALTER TABLE "log_events" ALTER COLUMN "subject" SET DATA TYPE text COLLATE "C";--> statement-breakpoint
ALTER TABLE "action_definitions" ADD COLUMN "pending_source" json;--> statement-breakpoint
ALTER TABLE "action_definitions" ADD COLUMN "pending_before" json;--> statement-breakpoint
CREATE INDEX "log_events_actor_idx" ON "log_events" USING btree ("actor","idx");--> statement-breakpoint
CREATE INDEX "log_events_at_idx" ON "log_events" USING btree ("at","idx");--> statement-breakpoint
CREATE INDEX "log_events_public_idx" ON "log_events" USING btree ("idx") WHERE public;--> statement-breakpoint
-- As before, but an entry may name a source of its own, or null for none: of edits that waited, somebody else's transaction
-- may be the one that appends them.
CREATE OR REPLACE FUNCTION log_append(entries jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  entry jsonb;
  first bigint;
  next bigint;
  hash bytea;
  source jsonb;
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
    source := CASE WHEN entry ? 'source' THEN nullif(entry->'source', 'null')
      ELSE nullif(current_setting('app.source', true), '')::jsonb END;
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
