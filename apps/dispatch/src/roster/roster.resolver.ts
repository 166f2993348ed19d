import type { Role } from '@mendline/contracts/ticket';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { answerLocal } from '@mendline/platform/exchange';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DayService } from '../booking/day.service.js';
import type { Duty } from './duty.domain.js';
import { RosterChangeService } from './roster-change.service.js';
import { RosterService } from './roster.service.js';
import {
  AbsencePayload, CancelAbsenceInput, DispatchRules, NoteAbsenceInput, NoteAbsencePayload, Roster, SetDispatchRulesInput, SetDispatchRulesPayload, SetRosterInput, SetRosterPayload,
} from './roster.types.js';
import type { DispatchRules as Rules } from './rules.domain.js';

const editors = ['supervisor', 'manager', 'department-manager', 'administrator'] as const satisfies readonly Role[];
const readers = [...editors, 'csr-leader', 'csr', 'specialist', 'engineer', 'general-manager'] as const satisfies readonly Role[];

@Resolver(() => Roster)
export class RosterResolver {
  constructor(
    private readonly database: Database,
    private readonly changes: RosterChangeService,
    private readonly rosters: RosterService,
    private readonly days: DayService,
  ) {}

  @Query(() => Roster, { description: 'Duty hours of a member of staff: his own, or the usual ones.' })
  @Allow(...readers)
  roster(@CurrentPrincipal() { tenant }: Principal, @Args('personId', { type: () => ID }) personId: string): Promise<Roster> {
    return this.read(tenant, personId);
  }

  @Query(() => DispatchRules, { description: 'What holds for the dispatch of visits.' })
  @Allow(...readers)
  dispatchRules(@CurrentPrincipal() { tenant }: Principal): Promise<DispatchRules> {
    return this.rules(tenant);
  }

  @Mutation(() => SetRosterPayload, { description: 'Says when somebody is on duty.' })
  @Allow(...editors)
  async setRoster(@CurrentPrincipal() principal: Principal, @Args('input') { personId, zone, hours, ...command }: SetRosterInput, @Context() { language }: RequestContext): Promise<SetRosterPayload> {
    const { payload } = await answerLocal(command.key, language, () => this.changes.setRoster(principal, command, personId, { zone, hours }));
    return { ...payload, roster: await this.read(principal.tenant, personId) };
  }

  @Mutation(() => NoteAbsencePayload, { description: 'Notes that somebody will be away: no visits are arranged then.' })
  @Allow(...editors)
  async noteAbsence(
    @CurrentPrincipal() principal: Principal,
    @Args('input') { key, occurredAt, ...draft }: NoteAbsenceInput,
    @Context() { language }: RequestContext,
  ): Promise<NoteAbsencePayload> {
    const { payload, outcome } = await answerLocal(key, language, () => this.changes.noteAbsence(principal, { key, occurredAt: occurredAt ?? null }, { ...draft }));
    const visits = await this.days.visitsDuring(principal, draft.personId, draft.from, draft.to);
    return { ...payload, absenceId: outcome?.absenceId ?? null, visits };
  }

  @Mutation(() => AbsencePayload, { description: 'Takes an absence back.' })
  @Allow(...editors)
  async cancelAbsence(@CurrentPrincipal() principal: Principal, @Args('input') { absenceId, ...command }: CancelAbsenceInput, @Context() { language }: RequestContext): Promise<AbsencePayload> {
    const { payload, outcome } = await answerLocal(command.key, language, () => this.changes.cancelAbsence(principal, command, absenceId));
    return { ...payload, absenceId: outcome?.absenceId ?? null };
  }

  @Mutation(() => SetDispatchRulesPayload, { description: 'Sets what holds for the dispatch of visits.' })
  @Allow(...editors)
  async setDispatchRules(
    @CurrentPrincipal() principal: Principal,
    @Args('input') { key, occurredAt, zone, hours, ...rest }: SetDispatchRulesInput,
    @Context() { language }: RequestContext,
  ): Promise<SetDispatchRulesPayload> {
    const rules: Rules = { ...rest, duty: { zone, hours } };
    const { payload } = await answerLocal(key, language, () => this.changes.setRules(principal, { key, occurredAt: occurredAt ?? null }, rules));
    return { ...payload, rules: await this.rules(principal.tenant) };
  }

  private async read(tenantId: string, personId: string): Promise<Roster> {
    const duty = await this.database.tx(tenantId, async (em) => {
      await this.rosters.requirePerson(em, { tenantId, personId });
      return this.rosters.duty(em, { tenantId, personId });
    });
    return { personId, ...dutyView(duty) };
  }

  private async rules(tenantId: string): Promise<DispatchRules> {
    const { duty, horizonHours, furthestHops, certifiedSkills } = await this.database.tx(tenantId, (em) => this.rosters.rules(em, tenantId));
    return { ...dutyView(duty), horizonHours: [...horizonHours], furthestHops, certifiedSkills: [...certifiedSkills] };
  }
}

const dutyView = ({ zone, hours }: Duty) => ({ zone, hours: hours.map((stretch) => ({ ...stretch })) });
