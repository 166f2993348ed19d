import type { Principal } from '@mendline/platform/auth';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import type { Language } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type * as model from './overview.model.js';
import type { ClockName, PauseCounts } from './overview.repository.js';
import { cameAtRisk, pauseCounts, stageCounts } from './overview.repository.js';

/** Where the time of open tickets stands, for those who watch over it. */
@Injectable()
export class OverviewReader {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly packs: PolicyPackService,
  ) {}

  /** Clocks that came to be at risk after one instant and by another. */
  cameAtRisk(tenantId: string, after: Date, by: Date): Promise<readonly ClockName[]> {
    return this.database.tx(tenantId, (em) => cameAtRisk(em, tenantId, after, by));
  }

  /** Throws DomainError `policy-pack.none` for a tenant without a pack. */
  overview(who: Principal, language: Language): Promise<model.SlaOverview> {
    return this.database.tx(who.tenant, async (em) => {
      const at = await this.clock.now(em);
      const { pack } = await this.packs.current(em, who.tenant);
      const stages = await stageCounts(em, who, at);
      const paused = await pauseCounts(em, who);
      return {
        at,
        stages: stages.map((stage) => ({
          ...stage,
          title: pack.targets.find(({ code }) => code === stage.target)?.label[language] ?? stage.target,
          pausedBy: byReason(paused.filter(({ target }) => target === stage.target)),
        })),
      };
    });
  }
}

const byReason = (paused: readonly PauseCounts[]): model.PausedClocks[] => {
  const counts = new Map<string, number>();
  for (const { reasons, count } of paused) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => a.reason.localeCompare(b.reason));
};
