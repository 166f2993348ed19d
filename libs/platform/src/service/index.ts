export * from './bootstrap.js';
export * from './health/health.registry.js';
export * from './http/time.hook.js';
export * from './ops/ops.access.js';
export * from './ops/ops.registry.js';
export * from './migrate.js';
export * from './service.module.js';
export * from './shutdown/shutdown.sequence.js';
