export { reconcileTickets } from './reconcile.workflow.js';
