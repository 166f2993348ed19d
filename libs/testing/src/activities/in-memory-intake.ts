import type { ClockReading, IntakeActivities, RecordedTransition, TransitionRecord } from '@mendline/contracts/intake';
import type { CommandAnswer, ComplaintKind, DeadlineKind, FlowDeadline, TicketState } from '@mendline/contracts/ticket';
import { commandKeyOf, isAllowed } from '@mendline/contracts/ticket';
import { InMemoryClocks } from './in-memory-clocks.js';
import type { RaisedEscalation, SimpleTarget } from './in-memory-clocks.js';

export interface InMemoryIntakeOptions {
  /** Milliseconds since the epoch by the clock that the test steers. */
  readonly nowMs: () => Promise<number> | number;
  readonly targets?: readonly SimpleTarget[];
  /** How long each flow deadline lasts, in seconds. */
  readonly deadlineSeconds?: Partial<Record<DeadlineKind, number>>;
}

interface Row {
  state: TicketState;
  revision: number;
  readonly answers: Map<string, CommandAnswer>;
  readonly transitions: TransitionRecord[];
  readonly clocks: InMemoryClocks;
}

const defaultDeadlineSeconds: Record<DeadlineKind, number> = { 'offer-expiry': 600, 'visit-offer-expiry': 600, confirmation: 86_400, 'hold-end': 3_600, 'cancel-decision': 3_600, archive: 3_600 };

/**
 * Intake's activities on rows in memory, true to their contract: one row per ticket, a number per transition, one answer
 * per command, clocks with escalations raised once. `down` makes every activity fail as a lost database would.
 */
export class InMemoryIntake implements IntakeActivities {
  down = false;
  /** Runs before a transition is recorded; may throw, or change the row as another writer would. */
  beforeRecording: (record: TransitionRecord) => void | Promise<void> = () => undefined;
  /** Names of the activities that were called, in order. */
  readonly calls: string[] = [];
  /** Complaints that return visits led to, by their keys [A10-15]. */
  readonly complaints = new Map<string, { readonly ticketId: string; readonly kind: ComplaintKind }>();
  /** How many of the next openings of complaints fail. */
  failOpenings = 0;
  private readonly clockFailures = new Map<string, { failed: boolean; readonly error: Error }>();
  private readonly rows = new Map<string, Row>();

  constructor(private readonly options: InMemoryIntakeOptions) {}

  /** Registers a ticket: its row exists before its workflow does. */
  async register(state: TicketState): Promise<TicketState> {
    const nowMs = await this.options.nowMs();
    const clocks = new InMemoryClocks(state.ticketId, this.options.targets ?? []);
    clocks.start(state.status, state.flow.round, nowMs);
    this.rows.set(state.ticketId, { state, revision: 1, answers: new Map(), transitions: [], clocks });
    return state;
  }

  /** The ticket's state as the row has it. */
  row(ticketId: string): TicketState {
    return this.find(ticketId).state;
  }

  transitions(ticketId: string): readonly TransitionRecord[] {
    return this.find(ticketId).transitions;
  }

  escalations(ticketId: string): readonly RaisedEscalation[] {
    return this.find(ticketId).clocks.raised;
  }

  /** Changes the row behind the workflow's back, as another writer would: the next recording meets a seq conflict. */
  changeElsewhere(ticketId: string, change: Partial<TicketState>): void {
    const row = this.find(ticketId);
    row.state = { ...row.state, ...change, seq: row.state.seq + 1 };
    row.revision += 1;
  }

  /** The ticket follows another pack: no transition, but what was decided by the old settings is not recorded. */
  moveElsewhere(ticketId: string, settings: Partial<TicketState['settings']>): void {
    const row = this.find(ticketId);
    row.state = { ...row.state, settings: { ...row.state.settings, ...settings }, fence: (row.state.fence ?? 0) + 1 };
    row.revision += 1;
  }

  /** Lets the next evaluation of a ticket's clocks fail with an error of the test's choice. */
  failClocksOnce(ticketId: string, error: Error): { failed: boolean } {
    const failure = { failed: false, error };
    this.clockFailures.set(ticketId, failure);
    return failure;
  }

  readonly loadTicket: IntakeActivities['loadTicket'] = async ({ ticketId }) => {
    this.enter('loadTicket');
    const row = this.rows.get(ticketId);
    return row ? { row: row.state, clock: await this.read(row) } : null;
  };

  readonly fenceTicket: IntakeActivities['fenceTicket'] = async ({ ticketId }) => {
    this.enter('fenceTicket');
    const row = this.rows.get(ticketId);
    if (!row) return null;
    row.state = { ...row.state, fence: (row.state.fence ?? 0) + 1 };
    return { row: row.state, clock: await this.read(row) };
  };

  readonly findAnswer: IntakeActivities['findAnswer'] = async ({ ticketId, commandKey }) => {
    this.enter('findAnswer');
    return this.rows.get(ticketId)?.answers.get(commandKey) ?? null;
  };

  readonly clearOwed: IntakeActivities['clearOwed'] = ({ ticketId, keys }) => {
    this.enter('clearOwed');
    const row = this.find(ticketId);
    if (row.state.status === 'archived') row.state = { ...row.state, flow: { ...row.state.flow, owed: row.state.flow.owed.filter(({ key }) => !keys.includes(key)) } };
    return Promise.resolve();
  };

  readonly openComplaint: IntakeActivities['openComplaint'] = ({ ticketId, key, kind }) => {
    this.enter('openComplaint');
    if (this.failOpenings > 0) {
      this.failOpenings -= 1;
      return Promise.reject(new Error('the complaint cannot be registered now'));
    }
    this.complaints.set(key, { ticketId, kind });
    return Promise.resolve();
  };

  readonly evaluateClocks: IntakeActivities['evaluateClocks'] = async ({ ticketId }) => {
    this.enter('evaluateClocks');
    this.failClocks(ticketId);
    const row = this.find(ticketId);
    row.clocks.raiseDue(await this.options.nowMs());
    return this.read(row);
  };

  readonly recordTransition: IntakeActivities['recordTransition'] = async (record): Promise<RecordedTransition> => {
    this.enter('recordTransition');
    const nowMs = await this.options.nowMs();
    const row = this.find(record.ticketId);
    const known = row.answers.get(commandKeyOf(record.command));
    if (known) return { row: row.state, answer: known, clock: await this.read(row) };
    await this.beforeRecording(record);
    if (row.state.seq !== record.seq - 1 || row.state.fence !== record.fence) return { row: row.state, answer: null, clock: await this.read(row) };
    const answer = this.write(row, record, nowMs);
    return { row: row.state, answer, clock: await this.read(row) };
  };

  private write(row: Row, record: TransitionRecord, nowMs: number): CommandAnswer {
    const { state } = row;
    if (record.from !== state.status || !isAllowed(record.from, record.command.name, record.to, state.settings.route)) {
      throw new Error(`${record.command.name} may not lead from ${record.from} to ${record.to}`);
    }
    const { to: status, kind, priority, ownerId, epoch, seq } = record;
    row.clocks.follow(record, state.flow.hold !== null, nowMs);
    const settings = record.command.name === 'change-kind' ? { ...state.settings, route: record.command.data.route } : state.settings;
    row.state = { ...state, settings, status, kind, priority, ownerId, epoch, seq, flow: { ...record.flow, deadline: this.deadlineOf(record, state, nowMs) } };
    row.revision += 1;
    row.transitions.push(record);
    const answer: CommandAnswer = { state: 'DONE', status, seq };
    row.answers.set(commandKeyOf(record.command), answer);
    return answer;
  }

  private deadlineOf(record: TransitionRecord, before: TicketState, nowMs: number): FlowDeadline | null {
    const { deadline } = record;
    if (deadline === 'none') return null;
    if (deadline === 'keep') return before.flow.deadline;
    const seconds = this.options.deadlineSeconds?.[deadline.kind] ?? defaultDeadlineSeconds[deadline.kind];
    return { id: `${record.ticketId}:${record.seq}`, kind: deadline.kind, at: deadline.at ?? new Date(nowMs + seconds * 1000).toISOString() };
  }

  private async read({ state, revision, clocks }: Row): Promise<ClockReading> {
    const nowMs = await this.options.nowMs();
    const { deadline } = state.flow;
    const passed = deadline !== null && Date.parse(deadline.at) <= nowMs;
    const instants = [clocks.nextDueMs(), deadline && !passed ? Date.parse(deadline.at) : null].filter((instant) => instant !== null);
    const wakeInMs = instants.length > 0 ? Math.max(0, Math.min(...instants) - nowMs) : null;
    return { revision, wakeInMs, passedDeadlineId: passed ? deadline.id : null, actions: clocks.actions() };
  }

  private failClocks(ticketId: string): void {
    const failure = this.clockFailures.get(ticketId);
    if (!failure || failure.failed) return;
    failure.failed = true;
    throw failure.error;
  }

  private enter(activity: string): void {
    this.calls.push(activity);
    if (this.down) throw new Error('intake is down');
  }

  private find(ticketId: string): Row {
    const row = this.rows.get(ticketId);
    if (!row) throw new Error(`no row of ${ticketId}`);
    return row;
  }
}
