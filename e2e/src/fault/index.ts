export * from './engine.js';
export * from './extra.process.js';
export * from './fault.run.js';
export * from './fault.verdict.js';
export * from './ledger.js';
export * from './operator.js';
export * from './until.js';
