export { aFact, type FactPlace } from './a-fact.js';
