import { AuditLog } from '@mendline/platform/audit';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { allPeople, lockPeople } from './people.repository.js';
import { checkRoster, largestRoster } from './roster.domain.js';
import { OnCallDutyEntity } from './roster.entity.js';
import type * as model from './roster.model.js';

/** Rosters of who is on call: set as a whole, journaled and on the audit log. */
@Injectable()
export class RosterService {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws what `checkRoster` throws; then nothing is changed. */
  async set(who: Principal, { key, roster, duties }: model.SetOnCallInput): Promise<model.OnCallPayload> {
    await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'setOnCall', input: { roster, duties },
      work: (em, now) => this.write(em, who, roster, duties, now),
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], duties: await this.list(who, roster) };
  }

  /** Duties that are not over, by when they begin; of one roster, or of all. */
  list({ tenant: tenantId }: Principal, roster: string | null): Promise<OnCallDutyEntity[]> {
    return this.database.tx(tenantId, async (em) =>
      em.find(OnCallDutyEntity, { where: { tenantId, endsAt: MoreThan(await this.clock.now(em)), ...(roster !== null && { roster }) }, order: { startsAt: 'ASC', personId: 'ASC' }, take: largestRoster }),
    );
  }

  private async write(em: EntityManager, { tenant: tenantId, personId, subject }: Principal, roster: string, duties: readonly model.OnCallDutyInput[], now: Date): Promise<{ readonly duties: number }> {
    await lockPeople(em, tenantId);
    const active = [...(await allPeople(em, tenantId)).values()].filter((person) => person.active);
    checkRoster(roster, duties, new Set(active.map(({ id }) => id)), now);
    await em.delete(OnCallDutyEntity, { tenantId, roster, endsAt: MoreThan(now) });
    if (duties.length > 0) await em.insert(OnCallDutyEntity, duties.map((duty) => ({ tenantId, roster, personId: duty.personId, startsAt: duty.startsAt, endsAt: duty.endsAt })));
    await this.audit.append(em, { tenantId, actor: personId ?? subject, action: 'on-call.set', subject: roster, detail: { duties: duties.length } });
    return { duties: duties.length };
  }
}
