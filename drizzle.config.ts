// Writes migrations from the tables: `pnpm db:generate --name=<what>`, or with `--custom` for functions and policies.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './packages/db/src/tables.ts',
  out: './drizzle',
});
