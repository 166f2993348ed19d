import { remoteSessionClosed, remoteSessionOpened } from '@mendline/contracts/facts';
import type { FieldServiceActivities } from '@mendline/contracts/field-service';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { done, type PartAnswer } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { once } from '../life-answers.js';
import { OwnershipService, type SessionOwner } from '../ownership/ownership.service.js';
import { FinishNoteService } from './finish-note.service.js';
import { abandoningOf, closingOf, type SessionResult } from './remote-session.domain.js';
import type { RemoteSessionRow } from './remote-session.entity.js';
import { RemoteSessionFacts } from './remote-session.facts.js';
import { RemoteSessionRepository } from './remote-session.repository.js';

type OpenInput = Parameters<FieldServiceActivities['openRemoteSession']>[0];
type CloseInput = Parameters<FieldServiceActivities['closeRemoteSession']>[0];
type AbandonInput = Parameters<FieldServiceActivities['abandonRemoteSession']>[0];

/** The remote session of a ticket's round, as the ticket's life opens and ends it [A5-2]. */
@Injectable()
export class RemoteSessionService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly sessions: RemoteSessionRepository,
    private readonly facts: RemoteSessionFacts,
    private readonly ownership: OwnershipService,
    private readonly notes: FinishNoteService,
  ) {}

  /** Opens a session; one that is there already, whatever its state, stays as it is. */
  open(input: OpenInput): Promise<void> {
    return this.database.tx(input.tenantId, async (em) => {
      const openedAt = await this.clock.now(em);
      const ownerId = await this.ownerAt(em, input);
      if (!(await this.sessions.add(em, { ...emptyRow(input), ownerId, openedAt }))) return;
      const { sessionId } = input;
      await this.facts.append(em, input, openedAt, { definition: remoteSessionOpened, data: { sessionId, ownerId, openedAt: openedAt.toISOString() } });
    });
  }

  /** Ends a session with its result and the note of the command that finished it. Refused as a value. */
  close(input: CloseInput): Promise<PartAnswer> {
    return this.database.tx(input.tenantId, (em) => once(em, { ...input, what: 'close-remote-session', key: input.commandId }, async () => {
      const session = await this.sessions.lock(em, input);
      const closing = closingOf(session, input.ticketId, input.result);
      if (typeof closing === 'object') return closing;
      if (closing === 'close' && session) {
        const note = await this.notes.take(em, session, input.commandId);
        await this.end(em, session, input.result, { noteEncrypted: note.encrypted, notePersonId: note.personId, closeCommandId: input.commandId });
      }
      return done;
    }));
  }

  /** Ends a session that the ticket does not need any more. */
  abandon(input: AbandonInput): Promise<void> {
    return this.database.tx(input.tenantId, (em) => this.abandonWithin(em, input));
  }

  /** A hand-over reached the ticket: from now on its new owner records the steps [A7-4]. */
  handOver(em: EntityManager, { ownerId, ...session }: SessionOwner): Promise<void> {
    return this.sessions.setOwner(em, session, ownerId);
  }

  private async abandonWithin(em: EntityManager, input: AbandonInput): Promise<void> {
    const session = await this.sessions.lock(em, input);
    const abandoning = abandoningOf(session);
    if (abandoning === 'abandon' && session) await this.end(em, session, 'abandoned', {});
    if (abandoning === 'bury') await this.bury(em, input);
  }

  /** A tombstone; an opening that won the race is ended instead. */
  private async bury(em: EntityManager, input: AbandonInput): Promise<void> {
    const row: RemoteSessionRow = { ...emptyRow(input), state: 'abandoned', result: 'abandoned', closedAt: await this.clock.now(em) };
    if (!(await this.sessions.add(em, row))) await this.abandonWithin(em, input);
  }

  private async end(em: EntityManager, session: RemoteSessionRow, result: SessionResult, more: Partial<RemoteSessionRow>): Promise<void> {
    const closedAt = await this.clock.now(em);
    await this.sessions.change(em, session, { state: result === 'abandoned' ? 'abandoned' : 'closed', result, closedAt, ...more });
    const { sessionId, steps } = session;
    const data = { sessionId, result, steps, closedAt: closedAt.toISOString() };
    await this.facts.append(em, session, closedAt, { definition: remoteSessionClosed, data }, more.closeCommandId ?? undefined);
  }

  /** A hand-over may have come by before the session was opened; one that comes by just now is waited for. */
  private async ownerAt(em: EntityManager, { tenantId, ticketId, sessionId, ownerId }: OpenInput): Promise<string> {
    const ticket = await this.ownership.findTicketInTurn(em, { tenantId, ticketId });
    return ticket?.sessionId === sessionId ? (ticket.ownerId ?? ownerId) : ownerId;
  }
}

const emptyRow = ({ tenantId, sessionId, ticketId }: AbandonInput): RemoteSessionRow => ({
  tenantId,
  sessionId,
  ticketId,
  ownerId: null,
  state: 'open',
  result: null,
  steps: 0,
  openedAt: null,
  closedAt: null,
  closeCommandId: null,
  noteEncrypted: null,
  notePersonId: null,
});
