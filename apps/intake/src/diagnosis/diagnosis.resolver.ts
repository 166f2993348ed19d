import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandState } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ticket, TicketPayload } from '../ticket/ticket.model.js';
import { RecordDiagnosisInput, TicketDiagnosis } from './diagnosis.model.js';
import { DiagnosisService } from './diagnosis.service.js';

/** Diagnoses in GraphQL. */
@Resolver(() => Ticket)
export class DiagnosisResolver {
  constructor(
    private readonly diagnoses: DiagnosisService,
  ) {}

  @ResolveField(() => [TicketDiagnosis], { name: 'diagnoses' })
  async diagnosesOf(@Parent() ticket: Ticket, @Context() { principal }: RequestContext): Promise<TicketDiagnosis[]> {
    return principal ? this.diagnoses.list(principal.tenant, ticket.id) : [];
  }

  @Mutation(() => TicketPayload)
  @Allow('specialist', 'engineer', 'supervisor', 'manager')
  async recordDiagnosis(@CurrentPrincipal() who: Principal, @Args('input') i: RecordDiagnosisInput): Promise<TicketPayload> {
    await this.diagnoses.record(who, i);
    return { commandId: i.key, state: CommandState.DONE, userErrors: [], ticketId: i.ticketId };
  }
}
