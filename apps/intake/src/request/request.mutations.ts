import { conflict, invalid, notFound } from '@mendline/contracts';
import { isClosedForCustomer } from '@mendline/contracts/ticket';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandState } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { registrationOfDevice } from '../ticket/registration.check.js';
import type { Registration } from '../ticket/registration.check.js';
import { RegistrationService } from '../ticket/registration.service.js';
import { scoreOf } from '../ticket/satisfaction.domain.js';
import { checkBatchKey, TicketBatchGiver } from '../ticket/ticket-batch.giver.js';
import type { NumberedTicket } from '../ticket/ticket-batch.giver.js';
import { customerOf } from '../ticket/ticket.mutations.js';
import { visibleOfRequest } from '../ticket/visible-ticket.service.js';
import type * as input from './request.input.js';
import type * as model from './request.model.js';
import { RequestReader } from './request.reader.js';

const mostDevices = 20;

/** Requests of several devices: registered and confirmed as one. */
@Injectable()
export class RequestMutations {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly registrations: RegistrationService,
    private readonly batches: TicketBatchGiver,
    private readonly reader: RequestReader,
  ) {}

  /** Throws `request.size`, and what is wrong with any of the registrations; then there is none of them. */
  async register(who: Principal, i: input.RegisterRequestInput): Promise<model.RequestPayload> {
    const { key, devices } = i;
    if (devices.length < 2 || devices.length > mostDevices) throw invalid('request.size', { max: mostDevices });
    checkBatchKey(key);
    const { outcome } = await this.registrations.registerRequest({
      tenantId: who.tenant, actor: actorOf(who), key,
      occurredAt: i.occurredAt ?? (await this.clock.now()),
      registrations: registrationsOf(who, i),
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], request: await this.reader.one(who, 'id', outcome.requestId) };
  }

  /** One confirmation for all tickets of the request that are open. Throws `request.not-all-told` while one of them has no result yet, `request.closed` when none is open. */
  async confirm(who: Principal, context: RequestContext, i: input.ConfirmRequestInput): Promise<model.ConfirmRequestPayload> {
    const { key, requestId, evidence, satisfaction = null, comment = null } = i;
    checkBatchKey(key);
    const results = await this.batches.give(who, context, {
      key, operation: 'confirmRequest', input: { requestId, evidence, satisfaction, comment }, occurredAt: i.occurredAt ?? null,
      tickets: (em) => toldTickets(em, who, requestId),
      command: { name: 'confirm', data: (pack) => ({ evidence, satisfaction: scoreOf(pack, satisfaction, comment) }), text: comment },
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], results };
  }
}

const toldTickets = async (em: EntityManager, who: Principal, requestId: string): Promise<NumberedTicket[]> => {
  const tickets = await visibleOfRequest(em, who, requestId);
  if (tickets.length === 0) throw notFound('request.unknown');
  const open = tickets.filter(({ status }) => !isClosedForCustomer(status));
  if (open.length === 0) throw conflict('request.closed');
  if (open.some(({ status }) => status !== 'result-told')) throw conflict('request.not-all-told');
  return open.map(({ id, number }) => ({ id, number }));
};

const registrationsOf = (who: Principal, i: input.RegisterRequestInput): Registration[] => {
  const common = { ...customerOf(who, i), channel: i.channel, region: i.region, aboutIds: [], ties: [] };
  return i.devices.map((device) => ({ ...registrationOfDevice(device), ...common }));
};
