export * from './scene.js';
export * from './ticket.view.js';
