import { notFound } from '@mendline/contracts/errors';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { ARRIVAL_PATIENCE_MS, awaitArrival } from '@mendline/platform/exchange';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonalTextService, type TextPlace } from '../personal-text/personal-text.service.js';
import { mayReadNote, sessionField, type ShownNote, stepField } from './remote-note.domain.js';
import type { RemoteStepRow } from './remote-session.entity.js';
import { type OpenedSession, RemoteSessionRepository } from './remote-session.repository.js';

/** A step with its note as the caller may see it. */
export type ShownStep = RemoteStepRow & ShownNote;

/** A session with its steps in order and the notes as the caller may see them. */
export type ShownSession = OpenedSession & ShownNote & { readonly shownSteps: readonly ShownStep[] };

/** Reads of remote sessions, under the caller's tenant and data scope. */
@Injectable()
export class RemoteSessionListService {
  constructor(
    private readonly database: Database,
    private readonly sessions: RemoteSessionRepository,
    private readonly texts: PersonalTextService,
    @Inject(ARRIVAL_PATIENCE_MS) private readonly patienceMs: number,
  ) {}

  /** Sessions of each ticket, oldest first. Whoever sees his own only is shown those that he owns. */
  ofTickets(reader: Principal, ticketIds: readonly string[]): Promise<ShownSession[][]> {
    const { tenant, dataScope, personId } = reader;
    return this.database.tx(tenant, async (em) => {
      const rows = await this.sessions.ofTickets(em, tenant, ticketIds);
      const visible = dataScope === 'own' ? rows.filter((row) => row.ownerId === personId) : rows;
      const shown = await this.show(em, reader, visible);
      return ticketIds.map((id) => shown.filter((session) => session.ticketId === id));
    });
  }

  /** One session, for whoever has just worked on it; null for one that is not there. */
  find(reader: Principal, sessionId: string): Promise<ShownSession | null> {
    const { tenant: tenantId } = reader;
    return this.database.tx(tenantId, async (em) => {
      const row = await this.sessions.find(em, { tenantId, sessionId });
      const [shown] = row?.openedAt ? await this.show(em, reader, [{ ...row, openedAt: row.openedAt }]) : [];
      return shown ?? null;
    });
  }

  /**
   * Throws `remote-session.not-found` for a session that this tenant's ticket does not have. Waits a moment for one that is
   * just being opened: the contact with the customer is answered before.
   */
  async require(tenantId: string, ticketId: string, sessionId: string): Promise<void> {
    const look = () => this.database.tx(tenantId, (em) => this.sessions.find(em, { tenantId, sessionId }));
    const session = await awaitArrival(look, this.patienceMs);
    if (session?.ticketId !== ticketId) throw notFound('remote-session.not-found');
  }

  private async show(em: EntityManager, reader: Principal, rows: readonly OpenedSession[]): Promise<ShownSession[]> {
    const { tenant: tenantId } = reader;
    const steps = rows.length === 0 ? [] : await this.sessions.stepsOf(em, tenantId, rows.map((row) => row.sessionId));
    const shown: ShownSession[] = [];
    // One connection serves the transaction: reading notes side by side would gain nothing.
    for (const row of rows) {
      const readable = mayReadNote(row, reader);
      const shownSteps: ShownStep[] = [];
      for (const step of steps.filter(({ sessionId }) => sessionId === row.sessionId)) {
        shownSteps.push({ ...step, ...(await this.note(em, { tenantId, field: stepField(step.stepId) }, step, readable)) });
      }
      shown.push({ ...row, shownSteps, ...(await this.note(em, { tenantId, field: sessionField(row.sessionId) }, row, readable)) });
    }
    return shown;
  }

  private async note(em: EntityManager, place: TextPlace, { noteEncrypted, notePersonId }: NoteColumns, readable: boolean): Promise<ShownNote> {
    if (!readable) return { note: null, noteWithheld: noteEncrypted !== null };
    return { note: await this.texts.read(em, place, { encrypted: noteEncrypted, personId: notePersonId }), noteWithheld: false };
  }
}

type NoteColumns = Pick<RemoteStepRow, 'noteEncrypted' | 'notePersonId'>;
