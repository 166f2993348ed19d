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
import { checkRegistration, inCodesOf, unproven } from './registration.check.js';
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
  /** What makes two registrations of the key the same, where more goes into this one than the caller says. */
  readonly said?: object;
  /** Throws coded errors for whom and what else it names: before anything is kept, and again in the transaction that keeps it. */
  readonly check?: (em: EntityManager) => Promise<void>;
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
export type SeveralRegistrations = Omit<RegistrationRequest, 'registration' | 'said' | 'check'> & { readonly registrations: readonly Registration[] };

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
    const input = request.said ?? identityOf(request.registration);
    const copy = await this.copyOf(request, input);
    if (copy) return copy;
    const { pin, pack, checked } = await this.ruled(request);
    const number = await this.nextNumber(request.tenantId, pack, checked.kind);
    return this.journal.runLocal({
      ...keyed(request), operation: 'registerTicket', input,
      work: async (em) => {
        const registered = await this.write(em, request, checked, { pin, pack }, number);
        // Last: what locks a device and its tickets begins with the device.
        await request.check?.(em);
        return registered;
      },
    });
  }

  /** What a key that is known was answered, whatever has changed since; null for a new one. `input` is what the caller says under it. */
  copyOf(given: Keyed, input: object): Promise<LocalOutcome<Registered> | null> {
    return this.answered(given, 'registerTicket', input);
  }

  private async answered<T>(given: Keyed, operation: string, input: object): Promise<LocalOutcome<T> | null> {
    if (!(await this.journal.find(given.tenantId, given.key))) return null;
    return this.journal.runLocal<T>({ ...keyed(given), operation, input, work: () => Promise.reject(new Error(`the command ${given.key} is known no more`)) });
  }

  private async ruled({ tenantId, registration, givenBy, check }: RegistrationRequest): Promise<Ruled> {
    const now = await this.clock.now();
    const { pin, pack } = await this.database.tx(tenantId, async (em) => {
      await check?.(em);
      return this.packs.current(em, tenantId);
    });
    try {
      return { pin, pack, checked: checkRegistration(registration, pack, now) };
    } catch (error) {
      if (!givenBy || !(error instanceof DomainError) || error.code !== 'ticket.unknown-code') throw error;
      const former = await this.database.tx(tenantId, (em) => this.packs.of(em, givenBy));
      return { pin: givenBy, pack: former, checked: checkRegistration(inCodesOf(former, registration), former, now) };
    }
  }

  /** Registers a request of several devices: a number of its own, and a ticket for each, all or none. The same key again answers the same. */
  async registerRequest({ registrations, ...given }: SeveralRegistrations): Promise<LocalOutcome<RegisteredRequest>> {
    const { tenantId, key } = given;
    const input = registrations.map(identityOf);
    const copy = await this.answered<RegisteredRequest>(given, 'registerRequest', input);
    if (copy) return copy;
    const { pin, pack } = await this.database.tx(tenantId, (em) => this.packs.current(em, tenantId));
    const now = await this.clock.now();
    const checked = registrations.map((registration) => checkRegistration(registration, pack, now));
    const kinds = checked.map(({ kind }) => kind);
    const numbers = await this.nextNumbers(tenantId, pack, [...kinds.slice(0, 1), ...kinds]);
    return this.journal.runLocal({
      ...keyed(given), operation: 'registerRequest', input,
      work: async (em) => {
        const requestId = newId('rq');
        const [number = '', ...own] = numbers;
        await em.query('insert into requests (tenant_id, id, number, registered_at) values ($1, $2, $3, $4)', [tenantId, requestId, number, await this.clock.now(em)]);
        for (const [i, one] of checked.entries()) {
          const request = { ...given, key: `${key}:${i + 1}`, registration: one, requestId };
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
    const said = request.actor.kind === 'customer' ? unproven(checked) : checked;
    const ticket = await this.writer.write(em, { ...request, checked: said, pin, pack, number, now, receivedAt });
    await enqueue(em, { tenantId: ticket.tenantId, kind: 'temporal.start', key: ticket.id, payload: { tenantId: ticket.tenantId, ticketId: ticket.id } });
    return { ticketId: ticket.id, number };
  }
}

/** Under which key somebody gives a command. */
type Keyed = Pick<RegistrationRequest, 'tenantId' | 'key' | 'actor' | 'occurredAt'>;

const keyed = ({ tenantId, key, actor, occurredAt }: Keyed): Keyed => ({ tenantId, key, actor, occurredAt });

/** What makes two registrations the same; what is not said counts as it did before it could be said. */
const identityOf = ({ aboutIds, ties, ...said }: Registration): object => ({ ...said, ...(aboutIds.length > 0 && { aboutIds }), ...(ties.length > 0 && { ties }) });
