import { type Fact, ticketTransitioned } from '@mendline/contracts/facts';
import { FactReaders } from '@mendline/platform/exchange';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RemoteSessionService } from '../remote-session/remote-session.service.js';
import { OwnershipService } from './ownership.service.js';

/** Consumer group of the ticket copies. */
export const ownershipGroup = 'field-service.ownership';

/** The effect of a fact: the copy of its ticket, and the owner of the session that is open. */
export const foldOwnership =
  (ownership: Pick<OwnershipService, 'fold'>, sessions: Pick<RemoteSessionService, 'handOver'>) =>
  async (em: EntityManager, fact: Fact): Promise<void> => {
    const owner = await ownership.fold(em, fact);
    if (owner) await sessions.handOver(em, owner);
  };

/** Reads intake's tickets as long as the process runs. */
@Injectable()
export class OwnershipConsumer implements OnApplicationBootstrap {
  constructor(
    private readonly readers: FactReaders,
    private readonly ownership: OwnershipService,
    private readonly sessions: RemoteSessionService,
  ) {}

  onApplicationBootstrap(): void {
    this.readers.start({ group: ownershipGroup, topics: [ticketTransitioned.topic], handle: foldOwnership(this.ownership, this.sessions) });
  }
}
