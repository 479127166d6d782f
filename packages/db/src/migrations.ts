// Where the migrations are. Sources and build lie equally deep below the project's root.
import { fileURLToPath } from 'node:url';

/** The folder of SQL migrations. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../drizzle', import.meta.url));
