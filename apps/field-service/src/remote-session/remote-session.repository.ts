import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { RemoteSessionRow, RemoteStepRow } from './remote-session.entity.js';

export interface SessionKey {
  readonly tenantId: string;
  readonly sessionId: string;
}

/** A session that was opened. */
export type OpenedSession = RemoteSessionRow & { readonly openedAt: Date };

@Injectable()
export class RemoteSessionRepository {
  find(em: EntityManager, { tenantId, sessionId }: SessionKey): Promise<RemoteSessionRow | null> {
    return em.findOneBy(RemoteSessionRow, { tenantId, sessionId });
  }

  lock(em: EntityManager, { tenantId, sessionId }: SessionKey): Promise<RemoteSessionRow | null> {
    return em.findOne(RemoteSessionRow, { where: { tenantId, sessionId }, lock: { mode: 'pessimistic_write' } });
  }

  /** Whether the row is new; waits for another transaction that is writing the same session. */
  async add(em: EntityManager, row: RemoteSessionRow): Promise<boolean> {
    const inserted = await em.createQueryBuilder().insert().into(RemoteSessionRow).values(row).orIgnore().returning('session_id').execute();
    return (inserted.raw as unknown[]).length > 0;
  }

  async change(em: EntityManager, { tenantId, sessionId }: SessionKey, change: Partial<RemoteSessionRow>): Promise<void> {
    await em.update(RemoteSessionRow, { tenantId, sessionId }, change);
  }

  async setOwner(em: EntityManager, { tenantId, sessionId }: SessionKey, ownerId: string): Promise<void> {
    await em.update(RemoteSessionRow, { tenantId, sessionId, state: 'open' }, { ownerId });
  }

  async addStep(em: EntityManager, step: RemoteStepRow): Promise<void> {
    await em.insert(RemoteStepRow, step);
    await em.update(RemoteSessionRow, { tenantId: step.tenantId, sessionId: step.sessionId }, { steps: step.number });
  }

  /** Sessions that were opened, oldest first. */
  async ofTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<OpenedSession[]> {
    const rows = await em.find(RemoteSessionRow, {
      where: { tenantId, ticketId: In([...ticketIds]), openedAt: Not(IsNull()) },
      order: { openedAt: 'ASC', sessionId: 'ASC' },
    });
    return rows as OpenedSession[];
  }

  stepsOf(em: EntityManager, tenantId: string, sessionIds: readonly string[]): Promise<RemoteStepRow[]> {
    return em.find(RemoteStepRow, { where: { tenantId, sessionId: In([...sessionIds]) }, order: { sessionId: 'ASC', number: 'ASC' } });
  }
}
