export * from './test-database.js';
export { tableWalls, type TableWalls } from './table-walls.js';
