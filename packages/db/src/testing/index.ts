// What other packages' tests, the end-to-end harness and the demo need of databases.
export { describeEachDatabase, type OpenTestDatabase, openTestDatabase, type TestDatabase } from './databases.js';
export { startPostgres, type TestPostgres } from './postgres.js';
