export { eventually } from './eventually.js';
export { findLeaks, type Leak } from './leak.search.js';
export { openClocks } from './open-clocks.js';
export { allSpellings, plantPersonalData, type PlantedCorpus, type PlantedPerson, type PlantedText } from './planted-personal-data.js';
export { seededRandom, type Random } from './seeded.random.js';
