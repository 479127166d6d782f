// What other packages' tests, the end-to-end harness and the demo need of databases.
export { flipByte } from './attack.js';
export { describeEachDatabase, type OpenTestDatabase, openTestDatabase, type TestDatabase } from './databases.js';
export { copyPgliteTemplate } from './pglite-template.js';
export { createDatabase, runAsSuperuser, startPostgres, type TestPostgres } from './postgres.js';
