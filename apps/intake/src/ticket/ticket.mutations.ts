import { conflict, invalid } from '@mendline/contracts';
import { complaintKinds, holdReasons, isClosedForCustomer, linkRelations, ticketKinds } from '@mendline/contracts/ticket';
import { actorOf } from '@mendline/platform/auth';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { CommandName, ComplaintKind, LinkRelation } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandState } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonDirectory } from '../people/person-directory.service.js';
import { scoreOf } from './satisfaction.domain.js';
import { kindRulesOf } from './ticket.domain.js';
import type { TicketEntity } from './ticket.entity.js';
import type * as input from './ticket.input.js';
import type { TicketPayload } from './ticket.model.js';
import { checkDevice, registrationOfDevice, registrationTies } from './registration.check.js';
import type { Registration } from './registration.check.js';
import { RegistrationService } from './registration.service.js';
import { TicketCommandGiver } from './ticket-command.giver.js';
import type { GivenCommand } from './ticket-command.giver.js';
import { visibleTicket } from './visible-ticket.service.js';

/** What mutations mean as commands. */
@Injectable()
export class TicketMutations {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly registrations: RegistrationService,
    private readonly giver: TicketCommandGiver,
    private readonly people: PersonDirectory,
  ) {}

  async register(who: Principal, i: input.RegisterTicketInput): Promise<TicketPayload> {
    const related = relatedOf(i);
    const { outcome } = await this.registrations.register({
      tenantId: who.tenant,
      actor: actorOf(who),
      key: i.key,
      occurredAt: i.occurredAt ?? (await this.clock.now()),
      registration: { ...registrationOfDevice(i), ...customerOf(who, i), channel: i.channel, region: i.region, ...related },
      check: (em) => this.checkRelated(em, who, related),
    });
    return { commandId: i.key, state: CommandState.DONE, userErrors: [], ticketId: outcome.ticketId };
  }

  /** Staff of the tenant, and tickets that the caller sees and that may be tied so. */
  private async checkRelated(em: EntityManager, who: Principal, { aboutIds, ties }: Related): Promise<void> {
    await this.people.requireKnown(em, who.tenant, aboutIds);
    for (const { relation, ticketId } of ties) checkTie(relation, await visibleTicket(em, who, ticketId));
  }

  review(who: Principal, context: RequestContext, i: input.ReviewTicketInput): Promise<TicketPayload> {
    const { duplicateOf = null } = i;
    const kind = i.kind ? (ticketKinds.find((known) => known === i.kind) ?? unknownCode('kind', i.kind)) : null;
    return this.giver.give(who, context, i, {
      name: 'review',
      data: { decision: i.decision, reasonCode: i.reasonCode ?? null, duplicateOf, kind, priority: i.priority ?? null },
      ...(kind && { derived: (pack: PolicyPack) => kindRulesOf(pack, kind) }),
      codes: [{ list: 'priorities', field: 'priority', value: i.priority ?? null }, { list: 'reasons.review', field: 'reasonCode', value: i.reasonCode ?? null }],
      check: async (ticket, pack, em) => {
        if (duplicateOf) await visibleTicket(em, who, duplicateOf);
        if (kind === null) return;
        if (!pack.kinds.some((known) => known.kind === kind)) unknownCode('kind', kind);
        checkDevice(kind, ticket);
      },
    });
  }

  assign(who: Principal, context: RequestContext, i: input.AssignTicketInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, { name: 'assign', data: { ownerId: i.ownerId }, check: this.mayOwn(who, i.ownerId) });
  }

  contact(who: Principal, context: RequestContext, i: input.RecordContactInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'contact', data: { channel: i.channel, reached: i.reached, ...(i.insists && { insists: true }) }, text: i.note, epoch: i.epoch, codes: [{ list: 'channels', field: 'channel', value: i.channel }],
    });
  }

  answer(who: Principal, context: RequestContext, i: input.AnswerTicketInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'answer', data: { outcomeCode: i.outcomeCode }, text: i.text, epoch: i.epoch, codes: [{ list: 'outcomes', field: 'outcomeCode', value: i.outcomeCode }],
    });
  }

  tellResult(who: Principal, context: RequestContext, i: input.TellResultInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, { name: 'tell-result', data: { channel: i.channel }, text: i.text, codes: [{ list: 'channels', field: 'channel', value: i.channel }] });
  }

  confirm(who: Principal, context: RequestContext, i: input.ConfirmTicketInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'confirm', data: (pack) => ({ evidence: i.evidence, satisfaction: scoreOf(pack, i.satisfaction ?? null, i.comment ?? null) }), text: i.comment,
    });
  }

  reject(who: Principal, context: RequestContext, i: input.RejectResultInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'reject', data: { reasonCode: i.reasonCode }, text: i.comment, codes: [{ list: 'reasons.rejection', field: 'reasonCode', value: i.reasonCode }],
    });
  }

  returnVisit(who: Principal, context: RequestContext, i: input.RecordReturnVisitInput): Promise<TicketPayload> {
    const reasonCode = i.reasonCode ?? null;
    const complaint = i.complaint ? (complaintKinds.find((known) => known === i.complaint) ?? unknownCode('complaint', i.complaint)) : null;
    return this.giver.give(who, context, i, {
      name: 'return-visit',
      data: (pack) => ({
        reached: i.reached, result: i.result ?? null, satisfaction: scoreOf(pack, i.satisfaction ?? null, i.comment ?? null), reasonCode, ...(complaint && { complaint }),
      }),
      text: i.comment,
      check: (ticket, pack) => {
        if (complaint) checkComplaintOf(complaint, i.comment ?? null, ticket, pack);
      },
      codes: [{ list: 'reasons.rejection', field: 'reasonCode', value: reasonCode }],
    });
  }

  reviewService(who: Principal, context: RequestContext, i: input.ReviewServiceInput): Promise<TicketPayload> {
    const reasonCode = i.reasonCode ?? null;
    return this.giver.give(who, context, i, {
      name: 'supervisor-review', data: { result: i.result, reasonCode }, text: i.comment, codes: [{ list: 'reasons.improvement', field: 'reasonCode', value: reasonCode }],
    });
  }

  hold(who: Principal, context: RequestContext, i: input.HoldTicketInput): Promise<TicketPayload> {
    const reason = holdReasons.find((known) => known === i.reason) ?? unknownCode('reason', i.reason);
    return this.giver.give(who, context, i, { name: 'hold', data: { reason, expectedEnd: i.expectedEnd.toISOString() }, text: i.comment });
  }

  resume(who: Principal, context: RequestContext, i: input.ResumeTicketInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, { name: 'resume', data: {} });
  }

  changePriority(who: Principal, context: RequestContext, i: input.ChangePriorityInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'change-priority', data: { priority: i.priority, reasonCode: i.reasonCode ?? null }, codes: [{ list: 'priorities', field: 'priority', value: i.priority }],
    });
  }

  reassign(who: Principal, context: RequestContext, i: input.ReassignTicketInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'reassign', data: { ownerId: i.ownerId ?? null, reasonCode: i.reasonCode }, codes: [{ list: 'reasons.reassignment', field: 'reasonCode', value: i.reasonCode }],
      ...(i.ownerId && { check: this.mayOwn(who, i.ownerId) }),
    });
  }

  handOver(who: Principal, context: RequestContext, i: input.HandOverTicketInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'hand-over', data: { ownerId: i.ownerId, reasonCode: i.reasonCode }, codes: [{ list: 'reasons.reassignment', field: 'reasonCode', value: i.reasonCode }],
      check: this.mayOwn(who, i.ownerId),
    });
  }

  cancel(who: Principal, context: RequestContext, i: input.CancelTicketInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'cancel', data: { reasonCode: i.reasonCode }, text: i.comment, codes: [{ list: 'reasons.cancellation', field: 'reasonCode', value: i.reasonCode }],
    });
  }

  async settleCancellation(who: Principal, context: RequestContext, i: input.SettleCancellationInput): Promise<TicketPayload> {
    const reasonCode = i.reasonCode ?? null;
    const fee = i.fee ? { amount: i.fee.amount, currency: i.fee.currency } : null;
    if (fee && (!i.grant || fee.amount <= 0 || !/^[A-Z]{3}$/.test(fee.currency))) throw invalid('cancellation.fee-invalid');
    return this.giver.give(who, context, i, {
      name: 'settle-cancel', data: { decision: i.grant ? 'grant' : 'decline', reasonCode, ...(fee && { fee }) }, text: i.comment, codes: [{ list: 'reasons.cancelDecline', field: 'reasonCode', value: reasonCode }],
    });
  }

  link(who: Principal, context: RequestContext, i: input.LinkTicketInput): Promise<TicketPayload> {
    const relation = linkRelations.find((known) => known === i.relation) ?? unknownCode('relation', i.relation);
    return this.giver.give(who, context, i, {
      name: 'link', data: { relation, ticketId: i.otherTicketId },
      check: async (_ticket, _pack, em) => { checkTie(relation, await visibleTicket(em, who, i.otherTicketId)); },
    });
  }

  private mayOwn({ tenant }: Principal, ownerId: string): NonNullable<GivenCommand<CommandName>['check']> {
    return (_ticket, _pack, em) => this.people.requireOwner(em, tenant, ownerId);
  }
}

type Related = Pick<Registration, 'aboutIds' | 'ties'>;

/** Whom a complaint is about, and which tickets this one has to do with. */
const relatedOf = ({ complainedAbout, links }: input.RegisterTicketInput): Related => ({
  aboutIds: [...new Set(complainedAbout ?? [])],
  ties: (links ?? []).map(({ relation, otherTicketId }) => ({ relation: registrationTies.find((known) => known === relation) ?? unknownCode('relation', relation), ticketId: otherTicketId })),
});

/** What is not closed yet is gone on with, or taken up again; only after its end another ticket follows. */
const checkTie = (relation: LinkRelation, { status }: Pick<TicketEntity, 'status'>): void => {
  if (relation === 'follows' && !isClosedForCustomer(status)) throw conflict('link.follows-open');
};

/** Whose request it is: a customer's own, or, said by staff, a known one's or a new one's. Throws `ticket.customer-missing`. */
export const customerOf = (who: Principal, i: Pick<input.RegisterTicketInput, 'customer' | 'customerId'>): Pick<Registration, 'customerId' | 'contact'> => {
  const contact = i.customer && { name: i.customer.name, phone: i.customer.phone ?? null, email: i.customer.email ?? null, address: i.customer.address ?? null, company: i.customer.company ?? null };
  const customerId = contact ? null : (i.customerId ?? who.customerId ?? null);
  const own = !who.roles.includes('customer') || customerId === null || customerId === who.customerId;
  if (!own) throw invalid('ticket.customer-missing');
  return { customerId, contact: contact ?? null };
};

/** A return visit becomes a complaint only of a kind that the pack has, with words, and about goods that the ticket names [A10-15]. */
const checkComplaintOf = (kind: ComplaintKind, words: string | null, ticket: TicketEntity, pack: PolicyPack): void => {
  if (!pack.kinds.some((known) => known.kind === kind)) unknownCode('complaint', kind);
  if (!words?.trim()) throw invalid('complaint.words-missing');
  checkDevice(kind, ticket);
};

const unknownCode = (field: string, value: string): never => {
  throw invalid('ticket.unknown-code', { field, value: value.slice(0, 40) });
};
