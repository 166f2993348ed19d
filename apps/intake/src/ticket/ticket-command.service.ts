import { DomainError, notFound } from '@mendline/contracts';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { CommandData, CommandName, KindRules } from '@mendline/contracts/ticket';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandJournal } from '@mendline/platform/commands';
import type { CommandPayload, TicketCommandSubmission } from '@mendline/platform/commands';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { CodeList } from './code-check.js';
import { checkCode, checkText } from './code-check.js';
import { canSee } from './ticket.access.js';
import type { TicketEntity } from './ticket.entity.js';
import { requireTicket } from './ticket.repository.js';

/** What a command says without the rules that another kind brings along. */
type Said<N extends CommandName> = Omit<CommandData[N], keyof KindRules>;

/** A command of a person on a live ticket. `text` is what the person wrote; it stays in intake. */
export interface TicketCommandInput<N extends CommandName> {
  readonly key: string;
  readonly ticketId: string;
  readonly name: N;
  /** The data, or how it follows from the ticket's pack. */
  readonly data: Said<N> | ((pack: PolicyPack) => Said<N>);
  /** What of the data follows from the pack alone and nobody says: the same command again is the same also by another pack. */
  readonly derived?: (pack: PolicyPack) => Partial<CommandData[N]>;
  readonly occurredAt: Date | null;
  readonly text: string | null;
  readonly epoch?: number | null;
  /** Throws a coded error for what does not fit the ticket, whatever its state, and for whom or what else it names. Not for a copy: that was fit once. */
  readonly check?: (ticket: TicketEntity, pack: PolicyPack, em: EntityManager) => void | Promise<void>;
  /** Written in the transaction that keeps the command. */
  readonly witness?: (em: EntityManager) => Promise<void>;
  /** Codes in `data` that must be known to the ticket's pack. */
  readonly codes?: readonly { readonly list: CodeList; readonly field: string; readonly value: string | null }[];
}

/** Journals commands of people and has the ticket's life take them. */
@Injectable()
export class TicketCommandService {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly journal: CommandJournal,
    private readonly packs: PolicyPackService,
  ) {}

  /**
   * Checks the input, keeps it, and tries at once. Answers DONE, REJECTED with a code, or PENDING: kept, and done later.
   * Throws coded errors for input that is wrong whatever the state; then nothing is kept.
   */
  async submit<N extends CommandName>(principal: Principal, input: TicketCommandInput<N>): Promise<CommandPayload> {
    const now = await this.clock.now();
    return this.journal.submitPrepared(principal.tenant, (em) => this.submission(em, principal, input, now));
  }

  /** As `submit`, of commands on several tickets that `inputs` finds in the transaction that keeps them: all or none. Answers in the order of the tickets' ids. */
  async submitTogether<N extends CommandName>(principal: Principal, inputs: (em: EntityManager) => Promise<readonly TicketCommandInput<N>[]>): Promise<CommandPayload[]> {
    const now = await this.clock.now();
    return this.journal.submitTogether(principal.tenant, async (em) => {
      const submissions: TicketCommandSubmission[] = [];
      for (const input of await inputs(em)) submissions.push(await this.submission(em, principal, input, now));
      return submissions;
    });
  }

  private async submission<N extends CommandName>(em: EntityManager, principal: Principal, input: TicketCommandInput<N>, now: Date): Promise<TicketCommandSubmission> {
    const { tenant: tenantId } = principal;
    const text = checkText(input.text);
    const ticket = await requireTicket(em, tenantId, input.ticketId);
    const actor = actorOf(principal);
    const { key, ticketId } = input;
    const pack = await this.packs.of(em, ticket);
    await checkNew(em, principal, ticket, pack, input).catch(async (error: unknown) => {
      if (!(error instanceof DomainError) || !(await this.journal.isCopy(em, { tenantId, key, ticketId, actor }))) throw error;
    });
    await input.witness?.(em);
    const said = typeof input.data === 'function' ? input.data(pack) : input.data;
    const data = { ...said, ...input.derived?.(pack) } as CommandData[N];
    return {
      tenantId,
      ticketId,
      key,
      actor,
      operation: input.name,
      input: { data: said, text },
      inputPersonId: ticket.customerId,
      name: input.name,
      data,
      occurredAt: input.occurredAt ?? now,
      epoch: input.epoch ?? null,
    } as TicketCommandSubmission;
  }
}

/** What a command must be when it comes for the first time: its ticket within the caller's sight, and everything that it names as it should be. */
const checkNew = async <N extends CommandName>(em: EntityManager, principal: Principal, ticket: TicketEntity, pack: PolicyPack, { check, codes }: TicketCommandInput<N>): Promise<void> => {
  if (!canSee(principal, ticket)) throw notFound('ticket.unknown');
  await check?.(ticket, pack, em);
  codes?.forEach(({ list, field, value }) => checkCode(pack, list, field, value));
};
