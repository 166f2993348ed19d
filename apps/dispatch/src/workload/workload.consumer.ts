import { ticketTransitioned } from '@mendline/contracts/facts';
import type { FactHandler } from '@mendline/platform/facts';
import type { WorkloadService } from './workload.service.js';

/** What dispatch reads of intake's tickets. */
export const workloadConsumer = {
  group: 'dispatch.workload',
  topics: [ticketTransitioned.topic],
  handler: (workload: Pick<WorkloadService, 'fold'>): FactHandler => (em, fact) => workload.fold(em, fact),
};
