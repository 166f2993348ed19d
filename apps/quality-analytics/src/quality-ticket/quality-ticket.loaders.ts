import { Injectable } from '@nestjs/common';
import type { LoaderFactory, LoaderScope } from '@mendline/platform/graphql';
import DataLoader from 'dataloader';
import type { QualityClockRow, QualityEscalationRow } from './quality-clock.entity.js';
import { QualityTicketService, type VisitView } from './quality-ticket.service.js';

const grouped = <Row extends { readonly ticketId: string }>(ids: readonly string[], rows: readonly Row[]): Row[][] => {
  const byTicket = new Map<string, Row[]>();
  for (const row of rows) byTicket.set(row.ticketId, [...(byTicket.get(row.ticketId) ?? []), row]);
  return ids.map((id) => byTicket.get(id) ?? []);
};

const tenantOf = ({ principal }: LoaderScope): string => principal?.tenant ?? '';

/** Clocks, escalations and visits of a page of tickets in one statement each. */
@Injectable()
export class QualityTicketLoaders {
  constructor(private readonly tickets: QualityTicketService) {}

  readonly clocks: LoaderFactory<string, QualityClockRow[]> = (scope) =>
    new DataLoader(async (ids: readonly string[]) => grouped(ids, await this.tickets.clocks(tenantOf(scope), ids)));

  readonly escalations: LoaderFactory<string, QualityEscalationRow[]> = (scope) =>
    new DataLoader(async (ids: readonly string[]) => grouped(ids, await this.tickets.escalations(tenantOf(scope), ids)));

  readonly visits: LoaderFactory<string, VisitView[]> = (scope) =>
    new DataLoader(async (ids: readonly string[]) => grouped(ids, await this.tickets.visits(tenantOf(scope), ids)));
}
