-- What the gate said of a release when it was published, in short. Releases from before this have none.
ALTER TABLE "action_versions" ADD COLUMN "gate" jsonb;
