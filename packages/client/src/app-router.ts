// The router's type, the only thing the client takes from the server; packing the client puts its declaration here.
export type { AppRouter } from '@action-registry/server/router';
