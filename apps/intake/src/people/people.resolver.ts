import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { PageArgs } from '@mendline/platform/graphql';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import * as input from './person.input.js';
import * as model from './person.model.js';
import { PersonMutations } from './person.mutations.js';
import { PersonReader } from './person.reader.js';
import { staffRoles } from './role-groups.js';

/** Staff in GraphQL: one line per field. */
@Resolver(() => model.Person)
export class PeopleResolver {
  constructor(
    private readonly reader: PersonReader,
    private readonly mutations: PersonMutations,
  ) {}

  @Query(() => model.PersonConnection)
  @Allow(...staffRoles)
  people(@CurrentPrincipal() who: Principal, @Args() page: PageArgs): Promise<model.PersonConnection> {
    return this.reader.list(who, page);
  }

  @Mutation(() => model.ImportPeoplePayload)
  @Allow('administrator', 'data-administrator')
  importPeople(@CurrentPrincipal() who: Principal, @Args('input') i: input.ImportPeopleInput): Promise<model.ImportPeoplePayload> {
    return this.mutations.importPeople(who, i);
  }

  @Mutation(() => model.PersonPayload)
  @Allow(...staffRoles)
  setAbsence(@CurrentPrincipal() who: Principal, @Args('input') i: input.SetAbsenceInput): Promise<model.PersonPayload> {
    return this.mutations.setAbsence(who, i);
  }
}
