CREATE TABLE "action_definitions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"workspace_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"name" text,
	"spec" json NOT NULL,
	"description" text,
	"input_schema" json,
	"output_schema" json,
	"metadata" json,
	"examples" json,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"base_version" text,
	"cloned_from" text,
	"cloned_hash" text,
	"created_by" text NOT NULL,
	"updated_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"digest" text NOT NULL,
	"pending_actor" text,
	"pending_since" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "action_deprecations" (
	"name" text NOT NULL,
	"version" text NOT NULL,
	"reason" text NOT NULL,
	"severity" text NOT NULL,
	"replaced_by" text,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"log_index" bigint NOT NULL,
	CONSTRAINT "action_deprecations_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "action_search" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"namespace" text NOT NULL,
	"kind" text NOT NULL,
	"title" text,
	"description" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"latest_version" text NOT NULL,
	"latest_hash" text NOT NULL,
	"versions" integer NOT NULL,
	"deprecated" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"search_name" text NOT NULL,
	"search_text" text NOT NULL,
	"name_document" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', search_name)) STORED NOT NULL,
	"text_document" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', search_name || ' ' || search_text)) STORED NOT NULL
);
--> statement-breakpoint
CREATE TABLE "action_versions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"action_id" bigint NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"version_key" text COLLATE "C" NOT NULL,
	"prerelease" boolean NOT NULL,
	"kind" text NOT NULL,
	"canonical" text NOT NULL,
	"document" jsonb GENERATED ALWAYS AS (canonical::jsonb) STORED,
	"hash" text NOT NULL,
	"size" integer NOT NULL,
	"signatures" jsonb NOT NULL,
	"note" text,
	"published_by" text NOT NULL,
	"on_behalf_of" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"log_index" bigint NOT NULL,
	CONSTRAINT "action_versions_name_version_key" UNIQUE("name","version")
);
--> statement-breakpoint
CREATE TABLE "action_yanks" (
	"name" text NOT NULL,
	"version" text NOT NULL,
	"reason" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"log_index" bigint NOT NULL,
	CONSTRAINT "action_yanks_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "actions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"collision_key" text NOT NULL,
	"namespace" text NOT NULL,
	"workspace_id" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "actions_name_key" UNIQUE("name"),
	CONSTRAINT "actions_collision_key_key" UNIQUE("collision_key")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"workspace_id" bigint NOT NULL,
	"name" text NOT NULL,
	"key_prefix" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"permissions" text[] NOT NULL,
	"name_globs" text[],
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text,
	CONSTRAINT "api_keys_secret_hash_key" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"name" text NOT NULL,
	"channel" text NOT NULL,
	"version" text NOT NULL,
	"pinned" boolean NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"log_index" bigint NOT NULL,
	CONSTRAINT "channels_name_channel_pk" PRIMARY KEY("name","channel")
);
--> statement-breakpoint
CREATE TABLE "definition_revisions" (
	"definition_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"workspace_id" bigint NOT NULL,
	"content" json NOT NULL,
	"digest" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "definition_revisions_definition_id_revision_pk" PRIMARY KEY("definition_id","revision")
);
--> statement-breakpoint
CREATE TABLE "log_events" (
	"idx" bigint PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"public" boolean NOT NULL,
	"workspace_id" bigint,
	"workspace" text,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"subject" text NOT NULL,
	"data" json,
	"salt" "bytea"
);
--> statement-breakpoint
CREATE TABLE "log_leaves" (
	"idx" bigint PRIMARY KEY NOT NULL,
	"leaf" text NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_nodes" (
	"level" smallint NOT NULL,
	"idx" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "log_nodes_level_idx_pk" PRIMARY KEY("level","idx")
);
--> statement-breakpoint
CREATE TABLE "namespaces" (
	"name" text PRIMARY KEY NOT NULL,
	"workspace_id" bigint NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"log_index" bigint
);
--> statement-breakpoint
CREATE TABLE "trusted_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"thumbprint" text NOT NULL,
	"role" text NOT NULL,
	"scope" text[],
	"status" text NOT NULL,
	"valid_from" timestamp (3) with time zone,
	"valid_until" timestamp (3) with time zone,
	"comment" text,
	"origin" text NOT NULL,
	"workspace_id" bigint,
	"last_valid_index" bigint,
	"reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"log_index" bigint,
	CONSTRAINT "trusted_keys_public_key_key" UNIQUE("public_key"),
	CONSTRAINT "trusted_keys_thumbprint_key" UNIQUE("thumbprint"),
	CONSTRAINT "trusted_keys_status_check" CHECK (status in ('active', 'retired', 'revoked')),
	CONSTRAINT "trusted_keys_origin_check" CHECK ((origin = 'workspace') = (workspace_id is not null))
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workspaces_slug_key" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "action_definitions" ADD CONSTRAINT "action_definitions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_deprecations" ADD CONSTRAINT "action_deprecations_release_fkey" FOREIGN KEY ("name","version") REFERENCES "public"."action_versions"("name","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_versions" ADD CONSTRAINT "action_versions_action_id_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."actions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_yanks" ADD CONSTRAINT "action_yanks_release_fkey" FOREIGN KEY ("name","version") REFERENCES "public"."action_versions"("name","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_namespace_namespaces_name_fk" FOREIGN KEY ("namespace") REFERENCES "public"."namespaces"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actions" ADD CONSTRAINT "actions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_release_fkey" FOREIGN KEY ("name","version") REFERENCES "public"."action_versions"("name","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "definition_revisions" ADD CONSTRAINT "definition_revisions_definition_id_action_definitions_id_fk" FOREIGN KEY ("definition_id") REFERENCES "public"."action_definitions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "definition_revisions" ADD CONSTRAINT "definition_revisions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log_events" ADD CONSTRAINT "log_events_idx_log_leaves_idx_fk" FOREIGN KEY ("idx") REFERENCES "public"."log_leaves"("idx") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "namespaces" ADD CONSTRAINT "namespaces_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trusted_keys" ADD CONSTRAINT "trusted_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "action_definitions_name_key" ON "action_definitions" USING btree ("workspace_id","name") WHERE deleted_at is null and name is not null;--> statement-breakpoint
CREATE INDEX "action_definitions_updated_at_idx" ON "action_definitions" USING btree ("workspace_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "action_definitions_title_idx" ON "action_definitions" USING btree ("workspace_id",lower(title),"id");--> statement-breakpoint
CREATE INDEX "action_definitions_kind_idx" ON "action_definitions" USING btree ("workspace_id","kind");--> statement-breakpoint
CREATE INDEX "action_definitions_pending_idx" ON "action_definitions" USING btree ("pending_since") WHERE pending_since is not null;--> statement-breakpoint
CREATE INDEX "action_definitions_deleted_at_idx" ON "action_definitions" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "action_search_name_document_idx" ON "action_search" USING gin ("name_document");--> statement-breakpoint
CREATE INDEX "action_search_text_document_idx" ON "action_search" USING gin ("text_document");--> statement-breakpoint
CREATE INDEX "action_search_name_trgm_idx" ON "action_search" USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "action_search_namespace_idx" ON "action_search" USING btree ("namespace","name");--> statement-breakpoint
CREATE INDEX "action_search_kind_idx" ON "action_search" USING btree ("kind","name");--> statement-breakpoint
CREATE INDEX "action_search_tags_idx" ON "action_search" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "action_versions_version_key_idx" ON "action_versions" USING btree ("name","version_key");--> statement-breakpoint
CREATE INDEX "actions_name_trgm_idx" ON "actions" USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "api_keys_workspace_id_idx" ON "api_keys" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "log_events_subject_idx" ON "log_events" USING btree ("subject","idx");--> statement-breakpoint
CREATE INDEX "log_events_workspace_id_idx" ON "log_events" USING btree ("workspace_id","idx");--> statement-breakpoint
CREATE INDEX "log_events_type_idx" ON "log_events" USING btree ("type","idx");--> statement-breakpoint
CREATE INDEX "log_leaves_at_idx" ON "log_leaves" USING btree ("at","idx");--> statement-breakpoint
CREATE INDEX "namespaces_workspace_id_idx" ON "namespaces" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "trusted_keys_workspace_id_idx" ON "trusted_keys" USING btree ("workspace_id");