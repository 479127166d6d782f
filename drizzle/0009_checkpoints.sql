CREATE TABLE "log_checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" "bytea" NOT NULL,
	"note" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "release_signatures" (
	"name" text NOT NULL,
	"version" text NOT NULL,
	"kid" text NOT NULL,
	"sig" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"log_index" bigint NOT NULL,
	CONSTRAINT "release_signatures_name_version_kid_pk" PRIMARY KEY("name","version","kid")
);
--> statement-breakpoint
ALTER TABLE "release_signatures" ADD CONSTRAINT "release_signatures_release_fkey" FOREIGN KEY ("name","version") REFERENCES "public"."action_versions"("name","version") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Both are written once. Who may sign is a matter of keys, and every server signs what the log is.
GRANT SELECT, INSERT ON log_checkpoints, release_signatures TO action_registry_app;
--> statement-breakpoint
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['log_checkpoints', 'release_signatures'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_unchanged', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_untruncated', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', name, name || '_unchanged');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', name, name || '_untruncated');
  END LOOP;
END
$$;
