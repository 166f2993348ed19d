export * from './database.dump.js';
export * from './history.dump.js';
export * from './log.dump.js';
export * from './topic.dump.js';
