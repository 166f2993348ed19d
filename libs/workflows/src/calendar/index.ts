export { recomputeClocks } from './recompute.workflow.js';
