import { createHash } from 'node:crypto';
import { conflict, invalid, notFound } from '@mendline/contracts';
import { policyPackPublished } from '@mendline/contracts/facts';
import { policyPackSchema } from '@mendline/contracts/policy-pack';
import type { PackProblem, PolicyPack } from '@mendline/contracts/policy-pack';
import { appendFacts } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { calendarsNamed } from '../clock/target.domain.js';
import { CELL } from '../intake.tokens.js';
import { readPackSource } from './pack.source.js';
import { PolicyPackEntity, TenantSettingsEntity } from './policy-pack.entity.js';

/** What a ticket pins. */
export interface PackPin {
  readonly tenantId: string;
  readonly pack: string;
  readonly packVersion: number;
}

/** Policy packs: read, checked, published as immutable versions, and remembered. */
@Injectable()
export class PolicyPackService {
  /** Versions never change, so what was read once stays right. */
  private readonly known = new Map<string, PolicyPack>();

  constructor(
    @Inject(CELL) private readonly cell: string,
    private readonly calendars: CalendarService,
  ) {}

  /** The pack that a ticket began with. */
  async of(em: EntityManager, { tenantId, pack, packVersion: version }: PackPin): Promise<PolicyPack> {
    const key = `${tenantId}/${pack}/${version}`;
    const known = this.known.get(key);
    if (known) return known;
    const row = await em.findOne(PolicyPackEntity, { where: { tenantId, pack, version } });
    if (!row) throw notFound('policy-pack.unknown', { pack, version });
    const content = policyPackSchema.parse(row.content);
    this.known.set(key, content);
    return content;
  }

  /** The tenant's pack for new tickets. Throws DomainError `policy-pack.none` before the first is published. */
  async current(em: EntityManager, tenantId: string): Promise<{ pin: PackPin; pack: PolicyPack }> {
    const settings = await em.findOne(TenantSettingsEntity, { where: { tenantId } });
    if (!settings) throw conflict('policy-pack.none');
    return { pin: settings, pack: await this.of(em, settings) };
  }

  /** What is wrong with a pack's text: path and message of each problem. */
  check(source: string): readonly PackProblem[] {
    return readPackSource(source).problems;
  }

  /**
   * Publishes a text as the tenant's newest version, and makes it the one of new tickets. The same content again is the same version.
   * Throws DomainError `policy-pack.invalid` with every problem, also for a calendar that the tenant has not.
   */
  async publish(em: EntityManager, tenantId: string, source: string, publishedBy: string | null, now: Date): Promise<PolicyPackEntity> {
    const { pack, problems } = readPackSource(source);
    if (!pack) throw refused(problems);
    const missing = await this.missingCalendars(em, tenantId, pack);
    if (missing.length > 0) throw refused(missing);
    const hash = createHash('sha256').update(JSON.stringify(pack)).digest('hex');
    await em.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [`policy-pack:${tenantId}:${pack.pack}`]);
    const published = await em.findOne(PolicyPackEntity, { where: { tenantId, pack: pack.pack, hash } });
    const row = published ?? (await this.insert(em, { tenantId, pack, hash, source, publishedBy, now }));
    await em.upsert(TenantSettingsEntity, { tenantId, pack: row.pack, packVersion: row.version }, ['tenantId']);
    return row;
  }

  /** Every calendar that a pack names is one of the tenant as a whole: no region or customer is left without. */
  private async missingCalendars(em: EntityManager, tenantId: string, pack: PolicyPack): Promise<PackProblem[]> {
    const named = calendarsNamed(pack);
    const book = await this.calendars.bookFor(em, tenantId, [...named.keys()], { region: '', customer: '' });
    return [...named].filter(([code]) => !book.codes().includes(code)).map(([code, path]) => ({ path, message: `found ${code}; allowed: a calendar of the tenant; set it first` }));
  }

  private async insert(em: EntityManager, input: { tenantId: string; pack: PolicyPack; hash: string; source: string; publishedBy: string | null; now: Date }): Promise<PolicyPackEntity> {
    const { tenantId, pack, hash, source, publishedBy, now } = input;
    const content = { ...pack };
    const last = await em.maximum(PolicyPackEntity, 'version', { tenantId, pack: pack.pack });
    const row = { tenantId, pack: pack.pack, version: (last ?? 0) + 1, hash, content, source, publishedAt: now, publishedBy };
    await em.save(PolicyPackEntity, row);
    await appendFacts(em, {
      tenantId, cell: this.cell, service: 'intake', subject: `${tenantId}/${pack.pack}/${row.version}`, aggregateId: pack.pack, firstVersion: row.version, at: now,
      facts: [{ definition: policyPackPublished, data: { pack: pack.pack, version: row.version, hash, content, publishedAt: now.toISOString() } }],
    });
    return row;
  }
}

const refused = (problems: readonly PackProblem[]): Error =>
  invalid('policy-pack.invalid', { problems: problems.map(({ path, message }) => `${path}: ${message}`).join('; ').slice(0, 2000) });
