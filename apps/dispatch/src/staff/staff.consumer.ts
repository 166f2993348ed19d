import { personChanged } from '@mendline/contracts/facts';
import { FactReaders } from '@mendline/platform/exchange';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { StaffService } from './staff.service.js';

/** Consumer group of the staff copies. */
export const staffGroup = 'dispatch.staff';

/** Reads intake's people as long as the process runs. */
@Injectable()
export class StaffConsumer implements OnApplicationBootstrap {
  constructor(
    private readonly readers: FactReaders,
    private readonly staff: StaffService,
  ) {}

  onApplicationBootstrap(): void {
    this.readers.start({ group: staffGroup, topics: [personChanged.topic], handle: (em, fact) => this.staff.fold(em, fact) });
  }
}
