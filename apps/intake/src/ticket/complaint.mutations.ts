import { invalid } from '@mendline/contracts';
import type { CommandName } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { PersonDirectory } from '../people/person-directory.service.js';
import type * as input from './complaint.input.js';
import { TicketCommandGiver } from './ticket-command.giver.js';
import type { GivenCommand } from './ticket-command.giver.js';
import type { TicketPayload } from './ticket.model.js';

/** What the steps of a complaint mean as commands [A3-13, A3-14]. */
@Injectable()
export class ComplaintMutations {
  constructor(
    private readonly giver: TicketCommandGiver,
    private readonly people: PersonDirectory,
  ) {}

  giveOpinion(who: Principal, context: RequestContext, i: input.GiveOpinionInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, { name: 'give-opinion', data: { nextFeedbackAt: i.nextFeedbackAt.toISOString() }, text: words(i.text) });
  }

  investigate(who: Principal, context: RequestContext, i: input.InvestigateComplaintInput): Promise<TicketPayload> {
    const { responsibleIds, check } = this.responsible(who, i.responsibleIds);
    return this.giver.give(who, context, i, {
      name: 'investigate', check, data: { findingCode: i.findingCode, responsibleIds }, text: i.comment, codes: [{ list: 'reasons.finding', field: 'findingCode', value: i.findingCode }],
    });
  }

  handle(who: Principal, context: RequestContext, i: input.HandleComplaintInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'handle-complaint', data: { measureCode: i.measureCode }, text: i.comment, codes: [{ list: 'reasons.measure', field: 'measureCode', value: i.measureCode }],
    });
  }

  report(who: Principal, context: RequestContext, i: input.ReportComplaintInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, { name: 'report-facts', data: {}, text: words(i.facts) });
  }

  contain(who: Principal, context: RequestContext, i: input.ContainComplaintInput): Promise<TicketPayload> {
    const { inProcess, inStock, measureCode } = i;
    const { responsibleIds, check } = this.responsible(who, i.responsibleIds);
    return this.giver.give(who, context, i, {
      name: 'contain', check, data: { inProcess, inStock, measureCode, responsibleIds }, text: i.comment, codes: [{ list: 'reasons.measure', field: 'measureCode', value: measureCode }],
    });
  }

  /** Staff of the tenant, each once. */
  private responsible({ tenant }: Principal, ids: readonly string[]): { readonly responsibleIds: readonly string[] } & Required<Pick<GivenCommand<CommandName>, 'check'>> {
    const responsibleIds = [...new Set(ids)];
    return { responsibleIds, check: (_ticket, _pack, em) => this.people.requireKnown(em, tenant, responsibleIds) };
  }
}

const words = (text: string): string => {
  if (text.trim() === '') throw invalid('complaint.words-missing');
  return text;
};
