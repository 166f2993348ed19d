import { isDeepStrictEqual } from 'node:util';
import { forbidden, invalid } from '@mendline/contracts';
import { actorOf, hasRole } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { CommandState, sanitizeText } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NoteService } from '../note/note.service.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { TicketChangeService } from '../ticket/ticket-change.service.js';
import type { TicketFacts } from '../ticket/ticket-facts.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import type { TicketPayload } from '../ticket/ticket.model.js';
import { lockVisibleTicket } from '../ticket/visible-ticket.service.js';
import { checkDeviceFields, deviceFields, deviceFieldsOf } from './device.check.js';
import { entitledDraft } from './device.facts.js';
import type { DeviceEntity } from './device.entity.js';
import type { CorrectDeviceInput, OverrideEntitlementInput } from './device.input.js';
import { DeviceService } from './device.service.js';
import type { Entitlement } from './entitlement.domain.js';

const shortestReason = 5;

/** Corrections of what is known of a device, and of what follows from it: journaled commands. */
@Injectable()
export class DeviceCorrections {
  constructor(
    private readonly journal: CommandJournal,
    private readonly devices: DeviceService,
    private readonly packs: PolicyPackService,
    private readonly tickets: TicketChangeService,
    private readonly notes: NoteService,
  ) {}

  /** Changes a device: what is left out stays, what is said to be null is no longer known. The entitlement of its open tickets is computed again, unless a supervisor has decided it. */
  async correct(who: Principal, input: CorrectDeviceInput): Promise<string> {
    const { key, deviceId } = input;
    const fields = checkDeviceFields(deviceFieldsOf(input));
    const said = deviceFields.filter((field) => input[field] !== undefined);
    const cleared = said.filter((field) => input[field] === null);
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'correctDevice', input: { deviceId, ...fields, ...(cleared.length > 0 && { cleared }) },
      work: async (em, now) => {
        const device = await this.devices.require(em, who.tenant, deviceId, true);
        const next = { ...device, ...Object.fromEntries(said.map((field) => [field, fields[field]])), version: device.version + 1, changedAt: now };
        await this.devices.change(em, next);
        await this.entitleAgain(em, next, key, now);
        return { deviceId };
      },
    });
    return outcome.deviceId;
  }

  /** A supervisor decides otherwise than the rules, with a reason that stays as an internal note [C11]. */
  async override(who: Principal, { key, ticketId, covered, reason }: OverrideEntitlementInput): Promise<TicketPayload> {
    const text = sanitizeText(reason, { max: 1_000 });
    if ([...text].length < shortestReason) throw invalid('entitlement.reason-missing');
    await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'overrideEntitlement', ticketId, input: { covered, reason: text },
      work: async (em, now) => {
        if (!hasRole(who, ['supervisor', 'manager'])) throw forbidden('entitlement.not-allowed');
        const ticket = await lockVisibleTicket(em, who, ticketId);
        if (!ticket.entitlement) throw invalid('entitlement.no-device');
        const note = await this.notes.add(em, ticket, { visibility: 'internal', authorId: who.personId ?? null, commandId: key, text }, now);
        await this.entitle(em, ticket, { ...ticket.entitlement, covered, verdict: 'overridden', overriddenById: who.personId ?? who.subject }, { drafts: [note], commandId: key, at: now });
        return { ticketId };
      },
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], ticketId };
  }

  private async entitleAgain(em: EntityManager, device: DeviceEntity, commandId: string, at: Date): Promise<void> {
    for await (const ticket of this.tickets.openOfDevice(em, device.tenantId, device.id)) {
      const entitlement = this.devices.entitlement(device, await this.packs.of(em, ticket), ticket.faultClass, ticket.receivedAt);
      const same = isDeepStrictEqual(entitlement, ticket.entitlement);
      if (entitlement && !same && !ticket.entitlement?.overriddenById) await this.entitle(em, ticket, entitlement, { drafts: [], commandId, at });
    }
  }

  private async entitle(em: EntityManager, ticket: TicketEntity, entitlement: Entitlement, { drafts, commandId, at }: TicketFacts): Promise<void> {
    ticket.entitlement = entitlement;
    await this.tickets.save(em, ticket, { drafts: [entitledDraft(ticket, entitlement, at), ...drafts], commandId, at });
  }
}
