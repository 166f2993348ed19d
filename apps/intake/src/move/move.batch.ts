import { DomainError } from '@mendline/contracts';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { LOGGER } from '@mendline/platform/logging';
import type { Logger } from '@mendline/platform/logging';
import { Inject, Injectable } from '@nestjs/common';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { PackPin } from '../policy-pack/policy-pack.service.js';
import type { Recomputed } from '../ticket/ticket-clocks.service.js';
import { TicketMoveService } from '../ticket/ticket-move.service.js';

/** Has the tickets of a batch follow another version of their pack, one by one. */
@Injectable()
export class MoveBatch {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly packs: PolicyPackService,
    private readonly moves: TicketMoveService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** In a transaction of its own. One that is archived, or has come to where the version could not carry it on, since the batch was asked for stays as it is. */
  async follow(pin: PackPin, ticketId: string): Promise<Recomputed> {
    try {
      return await this.database.tx(pin.tenantId, async (em) => {
        const changes = await this.moves.move(em, pin.tenantId, [ticketId], { pin, pack: await this.packs.of(em, pin) }, await this.clock.now(em));
        return changes.some(({ from, to }) => to !== null && (from === null || to < from)) ? 'earlier' : 'moved';
      });
    } catch (error) {
      if (!(error instanceof DomainError) || !stays.includes(error.code)) throw error;
      this.logger.warn({ ticketId, code: error.code, ...pin }, 'a ticket stays with the version of its pack');
      return 'same';
    }
  }
}

const stays: readonly string[] = ['policy-pack.strands-tickets', 'ticket.archived'];
