import { ticketEscalated } from '@mendline/contracts/facts';
import type { RunVerdict } from '../checker/index.js';
import { packOf } from '../demo/setup.js';
import { mutate } from '../demo/setup.mutation.js';
import { judgeFaultRun, until, type FaultRun } from '../fault/index.js';
import { deadlineProblems, type RaisedLevel } from './deadline.check.js';
import { drillPackOf, reviewMs, secondLevelMs } from './drill.pack.js';

export interface DrillRequest {
  /** Tickets; each has {@link deadlinesPerTicket} deadlines. */
  readonly count: number;
  /** How long the workers are away at least, in milliseconds. */
  readonly downMs: number;
  /** From a ticket's registration until its first level is due, in milliseconds. */
  readonly leadMs: number;
}

export interface DrillResult {
  readonly problems: readonly string[];
  /** Tickets whose first level became due while no worker ran. */
  readonly whileDown: number;
  /** When each deadline, a level of a ticket, was on record, in milliseconds. */
  readonly raisedAt: readonly number[];
  readonly verdict: RunVerdict;
}

/** Levels of a ticket, each a deadline. */
export const deadlinesPerTicket = 2;

/** Every process that works for tickets. */
const workers = ['intake', 'dispatch', 'field-service', 'quality-analytics'];
const atOnce = 12;
const patienceMs = 300_000;

/* A notice's cause names the fact that it is of: the ticket and the fact's version. */
const raisedSql = `
  select l.key as "ticketId", (l.envelope #>> '{data,level}')::int as level, l.envelope #>> '{data,recipientId}' as "recipientId",
         (l.envelope #>> '{data,levelDueAt}')::timestamptz as "levelDueAt", (l.envelope #>> '{data,raisedAt}')::timestamptz as "raisedAt",
         (select count(*)::int from notices n where n.tenant_id = l.tenant_id and n.cause = l.key || ':' || (l.envelope ->> 'aggregateversion')
          and n.recipient_id = l.envelope #>> '{data,recipientId}') as notices
  from fact_log l where l.type = $1 and l.key = any($2) order by l.position`;

/** Deadlines that all become due while every worker is down. */
export class DeadlineDrill {
  private constructor(
    private readonly run: FaultRun,
    private readonly pack: Awaited<ReturnType<typeof drillPackOf>>['pack'],
  ) {}

  /** New tickets of the run's first tenant follow the drill's pack until `close`. */
  static async prepare(run: FaultRun): Promise<DeadlineDrill> {
    const { yaml, pack } = await drillPackOf(run.team.tenant);
    await publish(run, yaml, 'drill');
    return new DeadlineDrill(run, pack);
  }

  /** Registers, lets the lives begin, kills all workers until the last level is due and `downMs` are over, and checks what was raised. */
  async fire({ count, downMs, leadMs }: DrillRequest): Promise<DrillResult> {
    const { run } = this;
    const dueAt = await this.register(count, leadMs);
    const ids = [...dueAt.keys()];
    await until('their lives have begun', patienceMs, async () => (await run.ledger.owed()).outbox === 0, 200);
    const down = Date.now();
    const up = Math.max(down + downMs, Math.max(...dueAt.values()) + secondLevelMs);
    await Promise.all(workers.map((name) => run.operator.kill(name, up - down)));
    for (const name of workers) await run.operator.ready(name);
    await until(() => 'every level is raised', patienceMs, async () => (await this.raised(ids)).length >= ids.length * deadlinesPerTicket, 1_000);
    const verdict = await this.judge();
    const raised = await this.raised(ids);
    return {
      problems: [...deadlineProblems(ids, deadlinesPerTicket, raised), ...verdict.problems],
      whileDown: [...dueAt.values()].filter((at) => at > down && at < up).length,
      raisedAt: firstRaised(raised),
      verdict,
    };
  }

  /** New tickets follow the tenant's own pack again. */
  async close(): Promise<void> {
    await publish(this.run, (await packOf(this.run.team.tenant)).yaml, 'own');
  }

  /** When the first level of each ticket is due, in milliseconds. */
  private async register(count: number, leadMs: number): Promise<Map<string, number>> {
    const dueAt = new Map<string, number>();
    let left = count;
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const due = Date.now() + leadMs;
        const { id } = await this.run.register({ occurredAt: new Date(due - reviewMs).toISOString() });
        dueAt.set(id, due);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return dueAt;
  }

  private raised(ids: readonly string[]): Promise<readonly RaisedLevel[]> {
    return this.run.ledger.rows<RaisedLevel>(raisedSql, [ticketEscalated.type, ids]);
  }

  private judge(): Promise<RunVerdict> {
    const { evidence, ledger, teams, team, system, alone, actor } = this.run;
    const rules = { ...this.run.rules, [team.tenant]: { pack: this.pack, staff: team.members } };
    return judgeFaultRun({ evidence, ledger, teams, rules, tickets: alone, operations: actor.log.operations, services: system.services });
  }
}

/** Several recipients of a level are one deadline. */
const firstRaised = (raised: readonly RaisedLevel[]): number[] => {
  const first = new Map<string, number>();
  for (const { ticketId, level, raisedAt } of raised) first.set(`${ticketId}:${level}`, Math.min(first.get(`${ticketId}:${level}`) ?? Infinity, raisedAt.getTime()));
  return [...first.values()];
};

const publish = (run: FaultRun, yaml: string, name: string): Promise<void> =>
  mutate(run.system.graphql, run.team.one('administrator'), 'publishPolicyPack', { key: `${run.runId}-${name}-pack`, yaml });
