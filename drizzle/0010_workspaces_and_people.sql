CREATE TABLE "key_requests" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"workspace_id" bigint NOT NULL,
	"key" jsonb NOT NULL,
	"thumbprint" text NOT NULL,
	"status" text NOT NULL,
	"requested_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "log_sources" (
	"idx" bigint PRIMARY KEY NOT NULL,
	"workspace_id" bigint NOT NULL,
	"address" text,
	"user_agent" text,
	"request_id" text,
	"credential" text
);
--> statement-breakpoint
CREATE TABLE "namespace_offers" (
	"namespace" text PRIMARY KEY NOT NULL,
	"workspace_id" bigint NOT NULL,
	"workspace" text NOT NULL,
	"to_workspace" text NOT NULL,
	"offered_by" text NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspace_members" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"workspace_id" bigint NOT NULL,
	"subject" text NOT NULL,
	"name" text,
	"role" text NOT NULL,
	"added_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "workspace_members_workspace_id_subject_key" UNIQUE("workspace_id","subject")
);
--> statement-breakpoint
ALTER TABLE "sessions" ALTER COLUMN "api_key_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "member_id" bigint;--> statement-breakpoint
ALTER TABLE "key_requests" ADD CONSTRAINT "key_requests_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log_sources" ADD CONSTRAINT "log_sources_idx_log_leaves_idx_fk" FOREIGN KEY ("idx") REFERENCES "public"."log_leaves"("idx") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "namespace_offers" ADD CONSTRAINT "namespace_offers_namespace_namespaces_name_fk" FOREIGN KEY ("namespace") REFERENCES "public"."namespaces"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "namespace_offers" ADD CONSTRAINT "namespace_offers_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_members" ADD CONSTRAINT "workspace_members_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "key_requests_workspace_id_idx" ON "key_requests" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "namespace_offers_to_workspace_idx" ON "namespace_offers" USING btree ("to_workspace");--> statement-breakpoint
CREATE INDEX "workspace_members_subject_idx" ON "workspace_members" USING btree ("subject");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_id_workspace_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."workspace_members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_holder_check" CHECK (num_nonnulls("sessions"."api_key_id", "sessions"."member_id") = 1);