export * from './database.js';
export * from './database.options.js';
export * from './migration.runner.js';
export * from './platform-migrations.js';
export * from './row-security.js';
export { isServerAway } from './server.away.js';
export { sqlStateOf } from './transaction.retry.js';
