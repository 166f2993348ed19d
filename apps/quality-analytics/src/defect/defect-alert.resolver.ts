import { Args, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { PageArgs, readPage } from '@mendline/platform/graphql';
import { qualityReaders, ticketScopeOf } from '../access/ticket-scope.js';
import { DefectAlertService } from './defect-alert.service.js';
import { AlertFilterArgs, DefectAlert, DefectAlertConnection } from './defect-alert.type.js';

const asRead = <T>(value: T): T => value;

@Resolver()
export class DefectAlertResolver {
  constructor(private readonly alerts: DefectAlertService) {}

  @Query(() => DefectAlertConnection, { description: 'Alerts of frequent faults, newest first [A12-6].' })
  @Allow(...qualityReaders)
  defectAlerts(@CurrentPrincipal() caller: Principal, @Args() { model = null, batch = null }: AlertFilterArgs, @Args() page: PageArgs): Promise<DefectAlertConnection> {
    return this.alerts.page(caller.tenant, ticketScopeOf(caller), { model, batch }, readPage(page));
  }

  @Subscription(() => DefectAlert, { resolve: asRead, description: 'Alerts of frequent faults as they are raised [A12-6].' })
  @Allow(...qualityReaders)
  defectAlertRaised(@CurrentPrincipal() caller: Principal): AsyncIterableIterator<DefectAlert> {
    return this.alerts.follow(caller.tenant, ticketScopeOf(caller));
  }
}
