export * from './tokens/index.js';
export * from './access/access.guard.js';
export * from './access/allow.decorator.js';
export * from './access/current-principal.decorator.js';
export * from './access/guarded-fields.check.js';
export * from './auth.module.js';
