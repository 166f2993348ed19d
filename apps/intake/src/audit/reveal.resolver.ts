import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandState } from '@mendline/platform/graphql';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { RevealPersonalDataInput } from '../ticket/ticket.input.js';
import * as model from './reveal.model.js';
import { RevealService } from './reveal.service.js';

/** Personal data in clear, on record. */
@Resolver(() => model.RevealedPersonalData)
export class RevealResolver {
  constructor(private readonly reveals: RevealService) {}

  @Mutation(() => model.RevealPersonalDataPayload)
  @Allow('csr', 'csr-leader', 'customer-relations', 'supervisor', 'manager', 'data-administrator', 'specialist', 'engineer')
  async revealPersonalData(@CurrentPrincipal() who: Principal, @Args('input') i: RevealPersonalDataInput): Promise<model.RevealPersonalDataPayload> {
    return { commandId: i.key, state: CommandState.DONE, userErrors: [], revealed: await this.reveals.reveal(who, i) };
  }
}
