export * from './auth.errors.js';
export * from './principal.js';
export * from './token.verifier.js';
export * from '../limits/rate.limiter.js';
