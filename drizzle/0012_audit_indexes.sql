ALTER TABLE "log_events" ALTER COLUMN "subject" SET DATA TYPE text COLLATE "C";--> statement-breakpoint
CREATE INDEX "log_events_actor_idx" ON "log_events" USING btree ("actor","idx");--> statement-breakpoint
CREATE INDEX "log_events_at_idx" ON "log_events" USING btree ("at","idx");--> statement-breakpoint
CREATE INDEX "log_events_public_idx" ON "log_events" USING btree ("idx") WHERE public;