import type { TicketCommand, TicketStatus } from '@mendline/contracts/ticket';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FactDraft } from '../clock/clock.service.js';
import { NoteService } from '../note/note.service.js';
import { complaintFacts } from './complaint.facts.js';
import { complaintAfter } from './complaint.record.js';
import { LinkService } from './link.service.js';
import type { TicketEntity } from './ticket.entity.js';

/** What a recorded command brings with it beside the row, its clocks and its audit: notes, ties, what a complaint came to. */
@Injectable()
export class TransitionEffects {
  constructor(
    private readonly notes: NoteService,
    private readonly links: LinkService,
  ) {}

  /** Writes them in the recording's transaction, after the row has become; answers their facts. */
  async of(em: EntityManager, ticket: TicketEntity, command: TicketCommand, from: TicketStatus, now: Date): Promise<FactDraft[]> {
    return [
      ...(await this.links.ofCommand(em, ticket, command, now)),
      ...(complaintAfter(ticket.complaint, command) ? complaintFacts(ticket, command.name, now) : []),
      ...(await this.notes.ofCommand(em, ticket, command, now)),
      ...(await this.links.tellWaiting(em, ticket, from)),
    ];
  }
}
