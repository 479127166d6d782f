// What the global set-up of packages/db provides to tests, for this workspace's type checker.
import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { url: string; template: string };
  }
}
