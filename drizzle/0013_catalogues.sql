-- Command catalogues: versions of what a device model can do, public to read, never changed. A device model belongs to the
-- workspace whose version came first, or to none.

CREATE TABLE "action_commands" (
	"device_model" text COLLATE "C" NOT NULL,
	"catalogue_version" text NOT NULL,
	"command_name" text NOT NULL,
	"position" integer NOT NULL,
	"workspace_id" bigint,
	"action_type" text NOT NULL,
	"category" text,
	"risk" text NOT NULL,
	"command" json NOT NULL,
	CONSTRAINT "action_commands_pkey" PRIMARY KEY("device_model","catalogue_version","command_name"),
	CONSTRAINT "action_commands_risk_check" CHECK (risk in ('read', 'write', 'destructive'))
);
--> statement-breakpoint
CREATE TABLE "catalogues" (
	"device_model" text COLLATE "C" NOT NULL,
	"version" text NOT NULL,
	"workspace_id" bigint,
	"extends" text,
	"description" text,
	"hash" text NOT NULL,
	"commands" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"log_index" bigint NOT NULL,
	CONSTRAINT "catalogues_pkey" PRIMARY KEY("device_model","version"),
	CONSTRAINT "catalogues_commands_check" CHECK (commands >= 0)
);
--> statement-breakpoint
ALTER TABLE "action_commands" ADD CONSTRAINT "action_commands_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalogues" ADD CONSTRAINT "catalogues_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_commands_workspace_id_idx" ON "action_commands" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "catalogues_workspace_id_idx" ON "catalogues" USING btree ("workspace_id");
--> statement-breakpoint

-- Commands come before the version that they belong to, whose row carries the index of its log entry and so comes last.
ALTER TABLE action_commands ADD CONSTRAINT action_commands_catalogue_fk FOREIGN KEY (device_model, catalogue_version)
  REFERENCES catalogues (device_model, version) DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
GRANT SELECT, INSERT ON catalogues, action_commands TO action_registry_app;
--> statement-breakpoint
ALTER TABLE catalogues ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY catalogues_read ON catalogues FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY catalogues_insert ON catalogues FOR INSERT
  WITH CHECK (workspace_id = (SELECT app_workspace()) OR workspace_id IS NULL AND (SELECT app_operates()));
--> statement-breakpoint
ALTER TABLE action_commands ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY action_commands_read ON action_commands FOR SELECT USING (true);
--> statement-breakpoint
CREATE POLICY action_commands_insert ON action_commands FOR INSERT
  WITH CHECK (workspace_id = (SELECT app_workspace()) OR workspace_id IS NULL AND (SELECT app_operates()));
--> statement-breakpoint

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['catalogues', 'action_commands'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_unchanged', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_untruncated', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', name, name || '_unchanged');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', name, name || '_untruncated');
  END LOOP;
END
$$;
