import { Injectable } from '@nestjs/common';
import { type EntityManager, In, LessThan, MoreThan } from 'typeorm';
import { PartHoldingRow, PartReservationRow, PartRow, PartStockRow } from './part.entity.js';

export interface StockKey {
  readonly tenantId: string;
  readonly region: string;
  readonly partNumber: string;
}

export interface HoldingKey {
  readonly tenantId: string;
  readonly planId: string;
  readonly version: number;
}

const ensureStock = 'insert into part_stocks (tenant_id, region, part_number) values ($1, $2, $3) on conflict do nothing';
const takeSerials = `
  insert into part_serials (tenant_id, part_number, serial_number, visit_id)
  select $1, $2, serial, $4 from unnest($3::text[]) as serial order by serial
  on conflict do nothing returning serial_number`;

@Injectable()
export class PartRepository {
  findParts(em: EntityManager, tenantId: string, partNumbers: readonly string[]): Promise<PartRow[]> {
    return partNumbers.length === 0 ? Promise.resolve([]) : em.findBy(PartRow, { tenantId, partNumber: In([...partNumbers]) });
  }

  async savePart(em: EntityManager, row: PartRow): Promise<void> {
    await em.upsert(PartRow, row, ['tenantId', 'partNumber']);
  }

  /** The stock of a part in a region, locked; there from the first time it is asked for. Whoever locks several does it in the order of part numbers. */
  async lockStock(em: EntityManager, { tenantId, region, partNumber }: StockKey): Promise<PartStockRow> {
    await em.query(ensureStock, [tenantId, region, partNumber]);
    return em.findOneOrFail(PartStockRow, { where: { tenantId, region, partNumber }, lock: { mode: 'pessimistic_write' } });
  }

  stocks(em: EntityManager, tenantId: string, region: string | null): Promise<PartStockRow[]> {
    return em.find(PartStockRow, { where: { tenantId, ...(region === null ? {} : { region }) }, order: { region: 'ASC', partNumber: 'ASC' }, take: 1_000 });
  }

  async changeStock(em: EntityManager, { tenantId, region, partNumber }: StockKey, change: { readonly onHand: number; readonly reserved: number }): Promise<void> {
    await em.update(PartStockRow, { tenantId, region, partNumber }, change);
  }

  /** Whether the holding is new; waits for another transaction that is writing the same. */
  async addHolding(em: EntityManager, row: PartHoldingRow): Promise<boolean> {
    const inserted = await em.createQueryBuilder().insert().into(PartHoldingRow).values(row).orIgnore().returning('plan_id').execute();
    return (inserted.raw as unknown[]).length > 0;
  }

  lockHolding(em: EntityManager, { tenantId, planId, version }: HoldingKey): Promise<PartHoldingRow | null> {
    return em.findOne(PartHoldingRow, { where: { tenantId, planId, version }, lock: { mode: 'pessimistic_write' } });
  }

  findHolding(em: EntityManager, { tenantId, planId, version }: HoldingKey): Promise<PartHoldingRow | null> {
    return em.findOneBy(PartHoldingRow, { tenantId, planId, version });
  }

  async releaseHolding(em: EntityManager, { tenantId, planId, version }: HoldingKey): Promise<void> {
    await em.update(PartHoldingRow, { tenantId, planId, version }, { state: 'released' });
  }

  async addReservation(em: EntityManager, row: PartReservationRow): Promise<void> {
    await em.insert(PartReservationRow, row);
  }

  reservationsOf(em: EntityManager, { tenantId, planId, version }: HoldingKey): Promise<PartReservationRow[]> {
    return em.find(PartReservationRow, { where: { tenantId, planId, version }, order: { partNumber: 'ASC' } });
  }

  /** How many pieces versions before this one have used; each counts those before it. */
  async usedBefore(em: EntityManager, { tenantId, planId, version, partNumber }: HoldingKey & { readonly partNumber: string }): Promise<number> {
    return (await em.maximum(PartReservationRow, 'used', { tenantId, planId, partNumber, version: LessThan(version) })) ?? 0;
  }

  /** What waits for a part in a region, longest first. Read under the stock's lock. */
  waiting(em: EntityManager, { tenantId, region, partNumber }: StockKey): Promise<PartReservationRow[]> {
    return em.find(PartReservationRow, { where: { tenantId, region, partNumber, ordered: MoreThan(0) }, order: { wantedAt: 'ASC', planId: 'ASC', version: 'ASC' } });
  }

  async changeReservation(em: EntityManager, { tenantId, planId, version, partNumber }: PartReservationRow, change: Partial<PartReservationRow>): Promise<void> {
    await em.update(PartReservationRow, { tenantId, planId, version, partNumber }, change);
  }

  /** Whether none of the serial numbers was used before. */
  async takeSerials(em: EntityManager, tenantId: string, partNumber: string, serialNumbers: readonly string[], visitId: string): Promise<boolean> {
    if (serialNumbers.length === 0) return true;
    const taken = await em.query<unknown[]>(takeSerials, [tenantId, partNumber, [...serialNumbers], visitId]);
    return taken.length === serialNumbers.length;
  }
}
