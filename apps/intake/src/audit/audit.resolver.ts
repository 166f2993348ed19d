import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { PageArgs } from '@mendline/platform/graphql';
import { Args, Query, Resolver } from '@nestjs/graphql';
import * as model from './audit.model.js';
import { AuditReader } from './audit.reader.js';

/** The audit log in GraphQL. */
@Resolver(() => model.AuditEntry)
export class AuditResolver {
  constructor(private readonly reader: AuditReader) {}

  @Query(() => model.AuditEntryConnection)
  @Allow('administrator', 'data-administrator', 'general-manager')
  auditEntries(@CurrentPrincipal() who: Principal, @Args() page: PageArgs): Promise<model.AuditEntryConnection> {
    return this.reader.list(who, page);
  }

  @Query(() => Boolean, { description: 'False when an entry was changed, removed or put in.' })
  @Allow('administrator', 'data-administrator', 'general-manager')
  auditVerified(@CurrentPrincipal() who: Principal): Promise<boolean> {
    return this.reader.verified(who);
  }
}
