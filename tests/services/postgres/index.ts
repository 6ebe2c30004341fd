export { findPostgres, type PostgresSearch } from './find-postgres.ts'
export { type PostgresServer, startPostgres } from './start-postgres.ts'
