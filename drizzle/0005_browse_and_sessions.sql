CREATE TABLE "sessions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"workspace_id" bigint NOT NULL,
	"api_key_id" bigint NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "sessions_token_hash_key" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "action_search" ADD COLUMN "yanked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "action_search" ADD COLUMN "kids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "action_search" ADD COLUMN "published_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "action_search" ADD COLUMN "channels" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_workspace_id_idx" ON "sessions" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "action_search_kids_idx" ON "action_search" USING gin ("kids");--> statement-breakpoint
CREATE INDEX "action_search_channels_idx" ON "action_search" USING gin ("channels");--> statement-breakpoint
CREATE INDEX "action_search_updated_at_idx" ON "action_search" USING btree ("updated_at","name");