export * from './definition.js';
export * from './envelope.js';
export * from './registry.js';
export * from './intake.facts.js';
export * from './dispatch.facts.js';
export * from './field-service.facts.js';
export * from './quality.facts.js';
