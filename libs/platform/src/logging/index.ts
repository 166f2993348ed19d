export * from './error.serializer.js';
export * from './log.context.js';
export * from './logger.js';
export * from './nest.logger.js';
