// The router's type, the only thing the client takes from the server: a type alone, of which no code remains.
// biome-ignore lint/correctness/noUndeclaredDependencies: erased by the compiler, so nothing of it is needed at run time
export type { AppRouter } from '@action-registry/server/router';
