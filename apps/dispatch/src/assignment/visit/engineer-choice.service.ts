import { CLOCK, type Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RegionService } from '../../region/region.service.js';
import { WallClock } from '../../roster/duty.domain.js';
import { RosterService } from '../../roster/roster.service.js';
import { horizonOf } from '../../roster/rules.domain.js';
import { WorkloadService } from '../../workload/workload.service.js';
import type { RankedCandidate } from '../assignment.domain.js';
import { type EngineerCandidate, rankEngineers, type VisitNeed } from './engineer-ranking.domain.js';
import { EngineerRepository } from './engineer.repository.js';

/** What a ranking is asked for. */
export type Wanted = Pick<VisitNeed, 'kind' | 'faultClass' | 'region' | 'severity' | 'excluded'> & { readonly tenantId: string };

const noFault = 'none';
const lowest = 4;

/** Brings together what decides who may be asked for a visit: people, rosters, bookings, the map, the tenant's rules. */
@Injectable()
export class EngineerChoiceService {
  private readonly wallClock = new WallClock();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly engineers: EngineerRepository,
    private readonly rosters: RosterService,
    private readonly regions: RegionService,
    private readonly workload: WorkloadService,
  ) {}

  lockSearch(em: EntityManager, tenantId: string): Promise<void> {
    return this.engineers.lockSearch(em, tenantId);
  }

  async rank(em: EntityManager, { tenantId, ...wanted }: Wanted, at: Date): Promise<EngineerCandidate[]> {
    const rules = await this.rosters.rules(em, tenantId);
    const horizon = horizonOf(rules, wanted.severity, at);
    const hops = (await this.regions.map(em)).hopsFrom(wanted.region, rules.furthestHops);
    const engineers = await this.engineers.list(em, { tenantId, ...wanted }, horizon, rules.duty);
    return rankEngineers({ ...wanted, horizon, hops, certifiedSkills: rules.certifiedSkills }, engineers, this.wallClock);
  }

  /** Who would be asked for a visit of the ticket now; nobody for one that this tenant does not have, or whose facts are not here. */
  present(tenantId: string, ticketId: string): Promise<RankedCandidate[]> {
    return this.database.tx(tenantId, async (em) => {
      const ticket = await this.workload.findTicket(em, { tenantId, ticketId });
      if (!ticket || ticket.kind === null || ticket.region === null) return [];
      const { kind, region, faultClass, severity, engineerId } = ticket;
      const excluded = engineerId === null ? [] : [engineerId];
      return this.rank(em, { tenantId, kind, region, faultClass: faultClass ?? noFault, severity: severity ?? lowest, excluded }, await this.clock.now(em));
    });
  }
}
