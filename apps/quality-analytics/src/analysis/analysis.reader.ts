import { Injectable } from '@nestjs/common';
import { invalid } from '@mendline/contracts/errors';
import { Database } from '@mendline/platform/database';
import { connectionPage } from '@mendline/platform/graphql';
import type { Connection, Keyset, PageRequest } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import { QualityTicketService } from '../quality-ticket/quality-ticket.service.js';
import type { CountingRules } from '../tenant-settings/tenant-settings.repository.js';
import { TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';

/** How a tenant counts, and up to which instant everything is known: that of the newest fact read. */
export interface Analysis {
  readonly em: EntityManager;
  readonly asOf: Date | null;
  readonly rules: CountingRules;
}

/** A page of an analysis. */
export interface AnalysisPage<Row> {
  readonly asOf: Date | null;
  readonly edges: { cursor: string; node: Row }[];
  readonly pageInfo: Connection<Row>['pageInfo'];
}

/** A page to read: fetch one row more than the limit. */
export interface AnalysisList<Row> {
  readonly page: PageRequest;
  readonly rows: (analysis: Analysis, first: number) => Promise<Row[]>;
  readonly keysetOf: (row: Row) => Keyset;
}

/** Reads of one tenant's tables, each in one transaction with its `asOf`. */
@Injectable()
export class AnalysisReader {
  constructor(
    private readonly database: Database,
    private readonly tickets: QualityTicketService,
    private readonly settings: TenantSettingsService,
  ) {}

  read<T>(tenantId: string, work: (analysis: Analysis) => Promise<T>): Promise<T> {
    return this.database.tx(tenantId, async (em) => work({ em, asOf: await this.tickets.asOf(em, tenantId), rules: await this.settings.rules(em, tenantId) }));
  }

  list<Row>(tenantId: string, { page, rows, keysetOf }: AnalysisList<Row>): Promise<AnalysisPage<Row>> {
    return this.read(tenantId, async (analysis) => {
      const { edges, pageInfo } = connectionPage(await rows(analysis, page.limit + 1), page, keysetOf);
      return { asOf: analysis.asOf, edges: [...edges], pageInfo };
    });
  }
}

/** The instant by which a list is sorted, as text. Throws `input.cursor-invalid`. */
export const instantOf = ({ sort }: Keyset): string => {
  const at = new Date(sort);
  if (Number.isNaN(at.getTime())) throw invalid('input.cursor-invalid');
  return at.toISOString();
};

/** Several texts, some missing, as the id of a cursor. */
export const textsToId = (texts: readonly (string | null)[]): string => JSON.stringify(texts);

/** Throws `input.cursor-invalid` for an id that is not of so many texts. */
export const textsOfId = ({ id }: Keyset, count: number): (string | null)[] => {
  try {
    const texts: unknown = JSON.parse(id);
    if (Array.isArray(texts) && texts.length === count && texts.every((text) => text === null || typeof text === 'string')) return texts as (string | null)[];
  } catch {
    // Told below, like an id of another list.
  }
  throw invalid('input.cursor-invalid');
};
