export * from './fake-dispatch.js';
export * from './fake-field-service.js';
export * from './in-memory-clocks.js';
export * from './in-memory-intake.js';
