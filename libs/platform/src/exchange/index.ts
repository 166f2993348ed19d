export * from './arrival.js';
export * from './command.answer.js';
export * from './exchange.module.js';
export * from './fact.readers.js';
