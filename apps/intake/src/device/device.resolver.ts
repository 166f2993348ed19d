import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandState, PageArgs } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { staffRoles } from '../people/role-groups.js';
import { Ticket, TicketConnection, TicketPayload } from '../ticket/ticket.model.js';
import { DeviceCorrections } from './device.corrections.js';
import * as input from './device.input.js';
import * as model from './device.model.js';
import { DeviceReader } from './device.reader.js';

/** Devices in GraphQL: one line per field. */
@Resolver(() => model.Device)
export class DeviceResolver {
  constructor(
    private readonly reader: DeviceReader,
    private readonly corrections: DeviceCorrections,
  ) {}

  @Query(() => model.Device, { nullable: true })
  @Allow(...staffRoles)
  device(@CurrentPrincipal() who: Principal, @Args('id', { type: () => ID }) id: string): Promise<model.Device> {
    return this.reader.byId(who, id);
  }

  @Query(() => model.Device, { nullable: true })
  @Allow(...staffRoles)
  deviceBySerialNumber(@CurrentPrincipal() who: Principal, @Args('serialNumber') serialNumber: string): Promise<model.Device> {
    return this.reader.bySerial(who, serialNumber);
  }

  @ResolveField(() => TicketConnection, { description: "The device's history, newest first." })
  tickets(@Parent() device: model.Device, @Context() context: RequestContext, @Args() page: PageArgs): Promise<TicketConnection> {
    return this.reader.history(context, device, page);
  }

  @Mutation(() => model.DevicePayload)
  @Allow('csr', 'csr-leader', 'specialist', 'engineer', 'supervisor', 'manager', 'data-administrator')
  async correctDevice(@CurrentPrincipal() who: Principal, @Args('input') i: input.CorrectDeviceInput): Promise<model.DevicePayload> {
    const device = await this.reader.byId(who, await this.corrections.correct(who, i));
    return { commandId: i.key, state: CommandState.DONE, userErrors: [], device };
  }

  @Mutation(() => TicketPayload)
  @Allow('supervisor', 'manager')
  overrideEntitlement(@CurrentPrincipal() who: Principal, @Args('input') i: input.OverrideEntitlementInput): Promise<TicketPayload> {
    return this.corrections.override(who, i);
  }
}

/** A ticket's device. */
@Resolver(() => Ticket)
export class TicketDeviceResolver {
  constructor(private readonly reader: DeviceReader) {}

  @ResolveField(() => model.Device, { nullable: true })
  device(@Parent() ticket: Ticket, @Context() context: RequestContext): Promise<model.Device | null> {
    return this.reader.ofTicket(context, ticket);
  }
}
