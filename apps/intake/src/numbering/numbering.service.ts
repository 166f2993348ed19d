import type { NumberingScheme } from '@mendline/contracts/policy-pack';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import { displayNumber, periodOf } from './numbering.domain.js';

/** Gives out display numbers: unique, gaps allowed, never reused. */
@Injectable()
export class NumberingService {
  constructor(private readonly database: Database) {}

  /**
   * The next number of a scheme. One atomic statement in a short transaction of its own: concurrent callers never wait
   * for each other's tickets, and a ticket that is not written leaves a gap.
   */
  async next(tenantId: string, scheme: NumberingScheme, at: Date): Promise<string> {
    const serial = await this.database.tx(tenantId, async (em) => {
      const rows = await em.query<{ last: string }[]>(
        `insert into number_counters as c (tenant_id, scheme, period, last) values ($1, $2, $3, 1)
         on conflict (tenant_id, scheme, period) do update set last = c.last + 1 returning last`,
        [tenantId, scheme.code, periodOf(scheme, at)],
      );
      return BigInt(rows[0]?.last ?? '1');
    });
    return displayNumber(scheme, at, serial);
  }
}
