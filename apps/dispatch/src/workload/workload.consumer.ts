import { ticketTransitioned } from '@mendline/contracts/facts';
import { FactReaders } from '@mendline/platform/exchange';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { WorkloadService } from './workload.service.js';

/** Consumer group of the ticket copies. */
export const workloadGroup = 'dispatch.workload';

/** Reads intake's tickets as long as the process runs. */
@Injectable()
export class WorkloadConsumer implements OnApplicationBootstrap {
  constructor(
    private readonly readers: FactReaders,
    private readonly workload: WorkloadService,
  ) {}

  onApplicationBootstrap(): void {
    this.readers.start({ group: workloadGroup, topics: [ticketTransitioned.topic], handle: (em, fact) => this.workload.fold(em, fact) });
  }
}
