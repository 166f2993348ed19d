import type { RunVerdict } from '../checker/index.js';
import { Evidence } from '../demo/evidence.js';
import { judgeFaultRun, Ledger } from '../fault/index.js';
import type { Scene } from './scene.js';

/** What a ticket still holds with others, by what it is; nothing of it in the end. */
export interface Holdings {
  readonly windows: number;
  readonly offers: number;
  readonly parts: number;
  readonly visits: number;
  readonly sessions: number;
}

export const nothingHeld: Holdings = { windows: 0, offers: 0, parts: 0, visits: 0, sessions: 0 };

/** Looks at a scene's tickets from every side: the check of the whole run, and what dispatch and field-service keep for a ticket. */
export class SceneWitness {
  readonly evidence: Evidence;
  private readonly intake: Ledger;
  private readonly dispatch: Ledger;
  private readonly fieldService: Ledger;

  constructor(private readonly scene: Scene) {
    this.evidence = new Evidence(scene.system);
    [this.intake, this.dispatch, this.fieldService] = [ledgerOf(scene, 'INTAKE'), ledgerOf(scene, 'DISPATCH'), ledgerOf(scene, 'FIELD_SERVICE')];
  }

  /** Rows, record, facts, quality analysis and the separate calculation of every ticket of the scene; waits until they agree or patience ends. */
  verdict(): Promise<RunVerdict> {
    const { teams, rules, tickets, system, commands } = this.scene;
    return judgeFaultRun({ evidence: this.evidence, services: system.services, ledger: this.intake, teams, rules, tickets, operations: commands.log.operations });
  }

  /** The data of a ticket's facts of a type, oldest first. */
  async facts<T>(ticketId: string, type: string): Promise<readonly T[]> {
    const { tenant } = this.scene.tickets.find(({ id }) => id === ticketId) ?? {};
    const team = this.scene.teams.find((candidate) => candidate.tenant === tenant) ?? this.scene.team;
    return (await this.evidence.timeline(team, ticketId)).filter((entry) => entry.type === type).map((entry) => JSON.parse(entry.data) as T);
  }

  async held(ticketId: string): Promise<Holdings> {
    const [windows, offers, parts, visits, sessions] = await Promise.all([
      this.dispatch.count('select count(*) from visit_bookings where ticket_id = $1 and released_at is null', [ticketId]),
      this.dispatch.count(`select count(*) from offers where ticket_id = $1 and state = 'open'`, [ticketId]),
      this.fieldService.count('select coalesce(sum(reserved + ordered), 0) from part_reservations join part_holdings using (tenant_id, plan_id, version) where ticket_id = $1', [ticketId]),
      this.fieldService.count(`select count(*) from visits where ticket_id = $1 and state = 'open'`, [ticketId]),
      this.fieldService.count(`select count(*) from remote_sessions where ticket_id = $1 and state = 'open'`, [ticketId]),
    ]);
    return { windows, offers, parts, visits, sessions };
  }

  async close(): Promise<void> {
    await Promise.all([this.intake, this.dispatch, this.fieldService].map((ledger) => ledger.close()));
  }
}

const ledgerOf = (scene: Scene, service: string): Ledger => new Ledger(scene.need(`${service}_DATABASE_URL`));
