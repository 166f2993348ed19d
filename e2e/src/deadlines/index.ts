export * from './bare.timers.js';
export * from './deadline.check.js';
export * from './deadline.drill.js';
