export { archiveRun } from './archive-run.workflow.js';
