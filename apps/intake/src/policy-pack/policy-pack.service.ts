import { createHash } from 'node:crypto';
import { conflict, invalid, notFound } from '@mendline/contracts';
import { policyPackPublished } from '@mendline/contracts/facts';
import { archiveScheduleId } from '@mendline/contracts/intake';
import { policyPackSchema, problemAt } from '@mendline/contracts/policy-pack';
import type { PackProblem, PolicyPack } from '@mendline/contracts/policy-pack';
import { appendFacts } from '@mendline/platform/facts';
import type { Language } from '@mendline/platform/graphql';
import { enqueue } from '@mendline/platform/outbox';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { archivePlanOf } from '../archive/archive-plan.domain.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { calendarsNamed } from '../clock/target.domain.js';
import { CELL } from '../intake.tokens.js';
import { readPackSource } from './pack.source.js';
import { PolicyPackEntity, TenantSettingsEntity } from './policy-pack.entity.js';
import type { PackParent } from './policy-pack.entity.js';
import { packsOfTenant } from './tenant.packs.js';

/** What a ticket pins. */
export interface PackPin {
  readonly tenantId: string;
  readonly pack: string;
  readonly packVersion: number;
}

/** A text that is to be published. */
export interface PackText {
  readonly tenantId: string;
  readonly source: string;
  readonly publishedBy: string | null;
  readonly now: Date;
  /** The version that was edited; null where nobody asks. */
  readonly basedOn: number | null;
  /** Of whoever is told what is wrong. */
  readonly language: Language;
}

/** A text as the pack of a tenant, or what is wrong with it. */
export interface TenantReading {
  readonly pack: PolicyPack | null;
  readonly problems: readonly PackProblem[];
  readonly parents: readonly PackParent[];
  /** A path of the pack as the path in the file where it was written. */
  readonly written: (path: string) => string;
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

  /** What every tenant has chosen for new tickets. */
  pins(em: EntityManager): Promise<PackPin[]> {
    return em.find(TenantSettingsEntity, { order: { tenantId: 'ASC' } });
  }

  /** A text as the tenant's pack: laid over what it extends, and read; or what is wrong with it, also a calendar that the tenant has not. */
  async read(em: EntityManager, tenantId: string, source: string): Promise<TenantReading> {
    const packs = packsOfTenant(em, tenantId);
    const reading = await readPackSource(source, packs);
    const parents = reading.parents.map((code) => packs.versionOf(code));
    const missing = reading.pack ? await this.missingCalendars(em, tenantId, reading.pack) : [];
    const { written } = reading;
    if (reading.pack && missing.length === 0) return { pack: reading.pack, problems: [], parents, written };
    return { pack: null, problems: [...reading.problems, ...missing.map((one) => ({ ...one, path: written(one.path) }))], parents, written };
  }

  /** A text as the tenant's pack. Throws DomainError `policy-pack.invalid` with every problem. */
  async require(em: EntityManager, tenantId: string, source: string, language: Language): Promise<PolicyPack> {
    const { pack, problems } = await this.read(em, tenantId, source);
    if (!pack) throw refused(problems, language);
    return pack;
  }

  /** The newest version of a pack; null where none is published. */
  newestOf(em: EntityManager, tenantId: string, pack: string): Promise<number | null> {
    return em.maximum(PolicyPackEntity, 'version', { tenantId, pack });
  }

  /**
   * Publishes a text as the tenant's newest version, and makes it the one of new tickets. The same content again is the same version.
   * Throws DomainError `policy-pack.invalid` with every problem, `policy-pack.edited-since` where it was edited in an older version than the newest.
   */
  async publish(em: EntityManager, text: PackText): Promise<PolicyPackEntity> {
    const { tenantId, source, language } = text;
    const { pack, problems, parents } = await this.read(em, tenantId, source);
    if (!pack) throw refused(problems, language);
    const hash = createHash('sha256').update(JSON.stringify(pack)).digest('hex');
    await em.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [`policy-pack:${tenantId}:${pack.pack}`]);
    const newest = await this.newestOf(em, tenantId, pack.pack);
    if (text.basedOn !== null && text.basedOn !== newest) throw conflict('policy-pack.edited-since', { pack: pack.pack, version: newest ?? 0 });
    const published = await em.findOne(PolicyPackEntity, { where: { tenantId, pack: pack.pack, hash } });
    const row = published ?? (await this.insert(em, { ...text, pack, hash, parents }));
    await em.upsert(TenantSettingsEntity, { tenantId, pack: row.pack, packVersion: row.version }, ['tenantId']);
    await enqueue(em, { tenantId, kind: 'temporal.archive-schedule', key: archiveScheduleId(tenantId), payload: { ...archivePlanOf(tenantId, pack) } });
    return row;
  }

  /** Every calendar that a pack names is one of the tenant as a whole: no region or customer is left without. */
  private async missingCalendars(em: EntityManager, tenantId: string, pack: PolicyPack): Promise<PackProblem[]> {
    const others = [[pack.delivery.quiet?.calendar, 'delivery.quiet.calendar'], [pack.archiveRun?.calendar, 'archiveRun.calendar']] as const;
    const named = new Map([...others.flatMap(([code, path]) => (code === undefined ? [] : [[code, path] as const])), ...calendarsNamed(pack)]);
    const book = await this.calendars.bookFor(em, tenantId, [...named.keys()], { region: '', customer: '' });
    return [...named].filter(([code]) => !book.codes().includes(code)).map(([code, path]) => problemAt(path, code, { en: 'a calendar of the tenant; set it first', zh: '本租户已有的日历；请先设置' }));
  }

  private async insert(em: EntityManager, input: PackText & { readonly pack: PolicyPack; readonly hash: string; readonly parents: readonly PackParent[] }): Promise<PolicyPackEntity> {
    const { tenantId, pack, hash, source, parents, publishedBy, now } = input;
    const content = { ...pack };
    const last = await em.maximum(PolicyPackEntity, 'version', { tenantId, pack: pack.pack });
    const row = { tenantId, pack: pack.pack, version: (last ?? 0) + 1, hash, content, source, parents: [...parents], publishedAt: now, publishedBy };
    await em.save(PolicyPackEntity, row);
    await appendFacts(em, {
      tenantId, cell: this.cell, service: 'intake', subject: `${tenantId}/${pack.pack}/${row.version}`, aggregateId: pack.pack, firstVersion: row.version, at: now,
      facts: [{ definition: policyPackPublished, data: { pack: pack.pack, version: row.version, hash, content, publishedAt: now.toISOString() } }],
    });
    return row;
  }
}

/** A problem in one language. */
export const messageOf = ({ message, zh }: PackProblem, language: Language): string => (language === 'zh' ? zh : message);

/** Problems in one line. */
export const inLine = (problems: readonly PackProblem[], language: Language): string => problems.map((one) => `${one.path}: ${messageOf(one, language)}`).join('; ').slice(0, 2000);

const refused = (problems: readonly PackProblem[], language: Language): Error => invalid('policy-pack.invalid', { problems: inLine(problems, language) });
