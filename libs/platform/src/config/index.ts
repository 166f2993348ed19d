export * from './config.loader.js';
export * from './platform.env.js';
export * from './roles.js';
