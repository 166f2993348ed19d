export * from './clock.js';
export * from './database.clock.js';
export * from './fixed.clock.js';
export * from './server.time.js';
