export * from './pg.notifications.js';
