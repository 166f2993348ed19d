export * from './scene.js';
export * from './ticket.view.js';
export * from './repair.content.js';
export * from './repair.scene.js';
export * from './repair.view.js';
export * from './scene.verdict.js';
export * from './side-by-side.js';
