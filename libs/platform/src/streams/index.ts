export { resumed } from './resumed.js';
