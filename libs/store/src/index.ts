export type { DatabaseTarget } from './database-target.js';
export { columnTypes, parseInt8 } from './int8.js';
export { migrate, type Migration, readMigrations } from './migrate.js';
export { connectionConfig, openPool, type Patience, type PoolOptions } from './pool.js';
export { readSecretFile } from './secret-file.js';
export { type SessionLock, trySessionLock } from './session-lock.js';
export { sqlFile } from './sql-file.js';
