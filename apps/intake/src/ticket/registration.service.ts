import { DomainError } from '@mendline/contracts/errors';
import { durationMs } from '@mendline/contracts/policy-pack';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { Actor, TicketKind } from '@mendline/contracts/ticket';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandJournal } from '@mendline/platform/commands';
import type { LocalOutcome } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { newId } from '@mendline/platform/ids';
import { enqueue } from '@mendline/platform/outbox';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { receivedInstant } from '../clock/clock.domain.js';
import { NumberingService } from '../numbering/numbering.service.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { PackPin } from '../policy-pack/policy-pack.service.js';
import { checkRegistration, inCodesOf } from './registration.check.js';
import type { CheckedRegistration, Registration } from './registration.check.js';
import { TicketWriter } from './ticket-writer.service.js';

/** Who registers, under which key, and when it happened. */
export interface RegistrationRequest {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly key: string;
  /** What the caller says; refused when it lies ahead. It is when the request came in as far as the pack lets that lie back. */
  readonly occurredAt: Date;
  readonly registration: Registration;
  /** The request of several devices that it belongs to. */
  readonly requestId?: string | null;
  /** What its codes were given by, where nobody can be asked for others: rules that hold as far as those of new tickets have dropped a code. */
  readonly givenBy?: PackPin;
}

/** A registration with the rules that its ticket begins with. */
interface Ruled {
  readonly pin: PackPin;
  readonly pack: PolicyPack;
  readonly checked: CheckedRegistration;
}

/** A request of several devices: what it says of each. */
export type SeveralRegistrations = Omit<RegistrationRequest, 'registration'> & { readonly registrations: readonly Registration[] };

/** What a request of several devices answers. */
export interface RegisteredRequest {
  readonly requestId: string;
  readonly number: string;
}

/** What a registration answers. */
export interface Registered {
  readonly ticketId: string;
  readonly number: string;
}

/** Takes requests in: a number at once, and from then on nothing can lose the ticket [A2-13, A2-20]. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly journal: CommandJournal,
    private readonly packs: PolicyPackService,
    private readonly numbers: NumberingService,
    private readonly writer: TicketWriter,
  ) {}

  /** Registers a request. The same key again answers the same ticket; `outcome` holds its id and number. */
  async register(request: RegistrationRequest): Promise<LocalOutcome<Registered>> {
    const { tenantId, key } = request;
    const { pin, pack, checked } = await this.ruled(request);
    const known = await this.journal.find(tenantId, key);
    const number = known ? null : await this.nextNumber(tenantId, pack, checked.kind);
    return this.journal.runLocal({
      tenantId, key, actor: request.actor, operation: 'registerTicket', input: identityOf(request.registration), occurredAt: request.occurredAt,
      work: (em) => this.write(em, request, checked, { pin, pack }, number ?? ''),
    });
  }

  private async ruled({ tenantId, registration, givenBy }: RegistrationRequest): Promise<Ruled> {
    const now = await this.clock.now();
    const { pin, pack } = await this.database.tx(tenantId, (em) => this.packs.current(em, tenantId));
    try {
      return { pin, pack, checked: checkRegistration(registration, pack, now) };
    } catch (error) {
      if (!givenBy || !(error instanceof DomainError) || error.code !== 'ticket.unknown-code') throw error;
      const former = await this.database.tx(tenantId, (em) => this.packs.of(em, givenBy));
      return { pin: givenBy, pack: former, checked: checkRegistration(inCodesOf(former, registration), former, now) };
    }
  }

  /** Registers a request of several devices: a number of its own, and a ticket for each, all or none. The same key again answers the same. */
  async registerRequest({ tenantId, key, registrations, ...given }: SeveralRegistrations): Promise<LocalOutcome<RegisteredRequest>> {
    const { pin, pack } = await this.database.tx(tenantId, (em) => this.packs.current(em, tenantId));
    const now = await this.clock.now();
    const checked = registrations.map((registration) => checkRegistration(registration, pack, now));
    const known = await this.journal.find(tenantId, key);
    const kinds = checked.map(({ kind }) => kind);
    const numbers = known ? [] : await this.nextNumbers(tenantId, pack, [...kinds.slice(0, 1), ...kinds]);
    return this.journal.runLocal({
      tenantId, key, actor: given.actor, operation: 'registerRequest', input: registrations.map(identityOf), occurredAt: given.occurredAt,
      work: async (em) => {
        const requestId = newId('rq');
        const [number = '', ...own] = numbers;
        await em.query('insert into requests (tenant_id, id, number, registered_at) values ($1, $2, $3, $4)', [tenantId, requestId, number, await this.clock.now(em)]);
        for (const [i, one] of checked.entries()) {
          const request = { tenantId, ...given, key: `${key}:${i + 1}`, registration: one, requestId };
          await this.write(em, request, one, { pin, pack }, own[i] ?? '');
        }
        return { requestId, number };
      },
    });
  }

  private async nextNumbers(tenantId: string, pack: PolicyPack, kinds: readonly TicketKind[]): Promise<string[]> {
    const numbers: string[] = [];
    for (const kind of kinds) numbers.push(await this.nextNumber(tenantId, pack, kind));
    return numbers;
  }

  private async nextNumber(tenantId: string, pack: PolicyPack, kind: keyof PolicyPack['numbering']['byKind']): Promise<string> {
    const code = pack.numbering.byKind[kind];
    const scheme = pack.numbering.schemes.find((candidate) => candidate.code === code);
    if (!scheme) throw new Error(`pack ${pack.pack} has no numbering for ${kind}`);
    return this.numbers.next(tenantId, scheme, await this.clock.now());
  }

  private async write(
    em: EntityManager, request: RegistrationRequest, checked: CheckedRegistration, { pin, pack }: { pin: PackPin; pack: PolicyPack }, number: string,
  ): Promise<Registered> {
    const now = await this.clock.now(em);
    const receivedAt = receivedInstant(request.occurredAt, now, durationMs(pack.flow.maxBackdate));
    const ticket = await this.writer.write(em, { ...request, checked, pin, pack, number, now, receivedAt });
    await enqueue(em, { tenantId: ticket.tenantId, kind: 'temporal.start', key: ticket.id, payload: { tenantId: ticket.tenantId, ticketId: ticket.id } });
    return { ticketId: ticket.id, number };
  }
}

/** What makes two registrations the same; what is not said counts as it did before it could be said. */
const identityOf = ({ aboutIds, ties, ...said }: Registration): object => ({ ...said, ...(aboutIds.length > 0 && { aboutIds }), ...(ties.length > 0 && { ties }) });
