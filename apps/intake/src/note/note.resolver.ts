import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { AddNoteInput } from '../ticket/ticket.input.js';
import { Ticket, TicketPayload } from '../ticket/ticket.model.js';
import { NoteMutations } from './note.mutations.js';

/** Notes in GraphQL; they are read as `Ticket.notes`. */
@Resolver(() => Ticket)
export class NoteResolver {
  constructor(private readonly mutations: NoteMutations) {}

  @Mutation(() => TicketPayload)
  @Allow('customer', 'csr', 'csr-leader', 'receptionist', 'specialist', 'engineer', 'supervisor', 'manager', 'department-manager', 'customer-relations')
  addNote(@CurrentPrincipal() who: Principal, @Args('input') i: AddNoteInput): Promise<TicketPayload> {
    return this.mutations.add(who, i);
  }
}
