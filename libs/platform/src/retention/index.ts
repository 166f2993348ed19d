export * from './forget.js';
export * from './retention.indexes.js';
export * from './retention.pump.js';
export * from './retention.settings.js';
