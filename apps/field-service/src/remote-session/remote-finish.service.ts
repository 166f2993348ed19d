import { actorOf, type Principal } from '@mendline/platform/auth';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { CommandJournal, type CommandPayload } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { sanitizeText } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import { PersonalTextService } from '../personal-text/personal-text.service.js';
import { RemoteSessionListService } from './remote-session-list.service.js';

/** The end of a remote session as the owner reports it. */
export interface FinishReport {
  readonly key: string;
  readonly ticketId: string;
  readonly sessionId: string;
  readonly result: 'solved' | 'unsolved';
  readonly note?: string | null;
  readonly occurredAt?: Date | null;
}

const longestNote = 4_000;

/** Takes the report that a remote session is over [A5-2]. The ticket's life decides; the session ends by its activity. */
@Injectable()
export class RemoteFinishService {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly sessions: RemoteSessionListService,
    private readonly texts: PersonalTextService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `remote-session.not-found` for a session that this tenant's ticket does not have. */
  async finish(principal: Principal, { key, ticketId, sessionId, result, occurredAt, ...rest }: FinishReport): Promise<CommandPayload> {
    const { tenant: tenantId } = principal;
    const note = sanitizeText(rest.note ?? '', { max: longestNote });
    await this.sessions.require(tenantId, ticketId, sessionId);
    const customerId = await this.database.tx(tenantId, (em) => this.texts.personOf(em, tenantId, ticketId));
    return this.journal.submitTicketCommand({
      tenantId,
      ticketId,
      key,
      actor: actorOf(principal),
      operation: 'finishRemoteSession',
      input: { sessionId, result, note, occurredAt },
      ...(customerId === null ? {} : { inputPersonId: customerId }),
      name: 'finish-remote',
      data: { sessionId, result },
      occurredAt: occurredAt ?? (await this.clock.now()),
      epoch: null,
    });
  }
}
