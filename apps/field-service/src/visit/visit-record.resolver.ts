import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { answerLocal } from '@mendline/platform/exchange';
import type { Language, RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { technical } from '../access.roles.js';
import { VisitAcceptanceService } from './visit-acceptance.service.js';
import { VisitFindingService } from './visit-finding.service.js';
import { VisitListService } from './visit-list.service.js';
import { VisitPartService } from './visit-part.service.js';
import {
  RecordAcceptanceInput, RecordChecklistInput, RecordFaultLocatedInput, RecordFunctionTestInput, RecordOldPartInput, RecordPartUsedInput, RecordPhotoInput, RecordWorkInput, type VisitInput, VisitPayload,
} from './visit.types.js';
import { visitView } from './visit.views.js';

/** What is recorded on site. */
@Resolver()
export class VisitRecordResolver {
  constructor(
    private readonly lists: VisitListService,
    private readonly findings: VisitFindingService,
    private readonly parts: VisitPartService,
    private readonly acceptances: VisitAcceptanceService,
  ) {}

  @Mutation(() => VisitPayload, { description: 'The fault was located; said again, it is corrected.' })
  @Allow(...technical)
  recordFaultLocated(@CurrentPrincipal() principal: Principal, @Args('input') input: RecordFaultLocatedInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, () => this.findings.locate(principal, input));
  }

  @Mutation(() => VisitPayload, { description: 'A step of the work.' })
  @Allow(...technical)
  recordWork(@CurrentPrincipal() principal: Principal, @Args('input') input: RecordWorkInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, () => this.findings.work(principal, { ...input, minutes: input.minutes ?? 0 }));
  }

  @Mutation(() => VisitPayload, { description: 'A part of the agreed plan went into the machine; taken from stock.' })
  @Allow(...technical)
  recordPartUsed(@CurrentPrincipal() principal: Principal, @Args('input') input: RecordPartUsedInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, () => this.parts.use(principal, { ...input, serialNumbers: input.serialNumbers ?? [] }));
  }

  @Mutation(() => VisitPayload, { description: 'An old part and what becomes of it.' })
  @Allow(...technical)
  recordOldPart(@CurrentPrincipal() principal: Principal, @Args('input') input: RecordOldPartInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, () => this.parts.takeOut(principal, { ...input, serialNumbers: input.serialNumbers ?? [] }));
  }

  @Mutation(() => VisitPayload, { description: 'The function test with the customer; made again, the last one counts.' })
  @Allow(...technical)
  recordFunctionTest(@CurrentPrincipal() principal: Principal, @Args('input') input: RecordFunctionTestInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, () => this.findings.test(principal, input));
  }

  @Mutation(() => VisitPayload, { description: 'The list around the repair, filled in whole.' })
  @Allow(...technical)
  recordChecklist(@CurrentPrincipal() principal: Principal, @Args('input') input: RecordChecklistInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, () => this.findings.checklist(principal, input));
  }

  @Mutation(() => VisitPayload, { description: 'A photo of a key step.' })
  @Allow(...technical)
  recordPhoto(@CurrentPrincipal() principal: Principal, @Args('input') input: RecordPhotoInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, () => this.acceptances.photo(principal, input));
  }

  @Mutation(() => VisitPayload, { description: 'The customer’s acceptance, satisfaction and own opinion.' })
  @Allow(...technical)
  recordAcceptance(@CurrentPrincipal() principal: Principal, @Args('input') input: RecordAcceptanceInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, () => this.acceptances.accept(principal, input));
  }

  private async answer(principal: Principal, { key, ticketId, visitId }: VisitInput, language: Language, run: () => Promise<{ readonly outcome: { visitId: string } }>): Promise<VisitPayload> {
    const { payload } = await answerLocal(key, language, run);
    const visit = await this.lists.find(principal, ticketId, visitId);
    return { ...payload, visit: visit && visitView(visit, language) };
  }
}
