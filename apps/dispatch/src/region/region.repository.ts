import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Region } from './region.domain.js';

const upsert = `
  insert into regions (level, code, name, neighbours)
  select r.level, r.code, r.name, array(select jsonb_array_elements_text(r.neighbours))
  from jsonb_to_recordset($1::jsonb) as r(level text, code text, name text, neighbours jsonb)
  order by 1, 2
  on conflict (level, code) do update set name = excluded.name, neighbours = excluded.neighbours
    where (regions.name, regions.neighbours) is distinct from (excluded.name, excluded.neighbours)
  returning code`;

@Injectable()
export class RegionRepository {
  /** Takes what is new or different; how many rows that were. */
  async save(em: EntityManager, regions: readonly Region[]): Promise<number> {
    return (await em.query<unknown[]>(upsert, [JSON.stringify(regions)])).length;
  }

  list(em: EntityManager): Promise<Region[]> {
    return em.query<Region[]>('select level, code, name, neighbours from regions');
  }
}
