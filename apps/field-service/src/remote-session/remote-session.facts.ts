import { type NewFact, appendFacts } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FIELD_SERVICE_CONFIG, type FieldServiceConfig, serviceName } from '../field-service.config.js';
import type { SessionKey } from './remote-session.repository.js';

/** Writes the facts of sessions, under the session's row lock. */
@Injectable()
export class RemoteSessionFacts {
  constructor(@Inject(FIELD_SERVICE_CONFIG) private readonly config: Pick<FieldServiceConfig, 'MENDLINE_CELL'>) {}

  async append(em: EntityManager, session: SessionKey & { readonly ticketId: string }, at: Date, fact: NewFact, commandId?: string): Promise<void> {
    await appendFacts(em, {
      tenantId: session.tenantId,
      cell: this.config.MENDLINE_CELL,
      service: serviceName,
      subject: session.ticketId,
      aggregateId: session.sessionId,
      at,
      facts: [fact],
      ...(commandId === undefined ? {} : { commandId }),
    });
  }
}
