import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import type { CommandAnswer, CommandData, CommandName, ComplaintKind, TicketCommand, TicketState, VisitWindow } from '@mendline/contracts/ticket';
import { commandKeyOf, commandUpdate, ticketLifecycleType } from '@mendline/contracts/ticket';
import { dispatchQueue } from '@mendline/contracts/dispatch';
import { fieldServiceQueue } from '@mendline/contracts/field-service';
import { ticketWorkflowId } from '@mendline/contracts/ids';
import { ticketQueue } from '@mendline/contracts/intake';
import { eventually } from '@mendline/testing';
import type { InMemoryIntakeOptions } from '@mendline/testing/activities';
import { FakeDispatch, FakeFieldService, InMemoryIntake } from '@mendline/testing/activities';
import { aComplaint, aRepair, aTicket } from '@mendline/testing/ticket';
import type { TicketTraits } from '@mendline/testing/ticket';
import type { WorkflowClient, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { isGrpcServiceError, WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../scripts/bundler.js';
import { aFitting } from './fitting.js';

type Options = Omit<InMemoryIntakeOptions, 'nowMs'> & { readonly nowMs?: InMemoryIntakeOptions['nowMs'] };

interface Running {
  readonly worker: Worker;
  readonly run: Promise<void>;
}

const started = (worker: Worker): Running => ({ worker, run: worker.run() });

/** Tickets that live in a Temporal test environment, on fakes of the owners that a test can script. */
export class Lives {
  readonly dispatch = new FakeDispatch();
  readonly fieldService = new FakeFieldService();
  readonly intake: InMemoryIntake;
  /** How long a workflow task may take; the engine's own ten seconds when undefined. */
  taskTimeout: '1s' | undefined;
  private windows = 0;
  private workers: readonly Running[] = [];
  private realCode: Promise<string> | undefined;

  private constructor(readonly env: TestWorkflowEnvironment, options: Options) {
    this.intake = new InMemoryIntake({ nowMs: () => env.currentTimeMs(), ...options });
  }

  static async start(env: TestWorkflowEnvironment, options: Options = {}): Promise<Lives> {
    const lives = new Lives(env, options);
    const { nativeConnection: connection, namespace } = env;
    const workers = await Promise.all([
      lives.ticketWorker(),
      Worker.create({ connection, ...(namespace && { namespace }), taskQueue: dispatchQueue, activities: { ...lives.dispatch } }),
      Worker.create({ connection, ...(namespace && { namespace }), taskQueue: fieldServiceQueue, activities: { ...lives.fieldService } }),
    ]);
    lives.workers = workers.map(started);
    return lives;
  }

  /** Another version of the code takes the place of the one that runs, as by a deploy; without a path the real one. */
  async deploy(workflowsPath?: string): Promise<void> {
    const [old, ...others] = this.workers;
    old?.worker.shutdown();
    await old?.run;
    this.workers = [started(await this.ticketWorker(workflowsPath)), ...others];
  }

  private async ticketWorker(workflowsPath?: string): Promise<Worker> {
    const { nativeConnection: connection, namespace } = this.env;
    const code = await (workflowsPath === undefined ? (this.realCode ??= bundleWorkflows('source', { encodeFailures: false })) : bundleWorkflows('source', { encodeFailures: false, workflowsPath }));
    return Worker.create({ connection, ...(namespace && { namespace }), taskQueue: ticketQueue, workflowBundle: { code }, activities: { ...this.intake }, maxCachedWorkflows: 200 });
  }

  async stop(): Promise<void> {
    this.workers.forEach(({ worker }) => worker.shutdown());
    await Promise.all(this.workers.map(({ run }) => run));
  }

  get client(): WorkflowClient {
    return this.env.client.workflow;
  }

  /** A ticket with a row and a running workflow. */
  ticket(traits: TicketTraits = {}): Promise<Life> {
    return this.begin(aTicket(traits));
  }

  /** The same for a repair with the whole route. */
  repair(traits: TicketTraits = {}): Promise<Life> {
    return this.begin(aRepair(traits));
  }

  /** A window that no other visit of these lives has: two hours of a day of its own. */
  freeWindow(): VisitWindow {
    const day = Date.parse('2024-05-02T01:00:00.000Z') + (this.windows += 1) * 86_400_000;
    return { from: new Date(day).toISOString(), to: new Date(day + 7_200_000).toISOString() };
  }

  /** The same for a complaint with its whole route. */
  complaint(kind: ComplaintKind = 'complaint-service', traits: TicketTraits = {}): Promise<Life> {
    return this.begin(aComplaint(kind, traits));
  }

  private async begin(ticket: TicketState): Promise<Life> {
    const state = await this.intake.register(ticket);
    const life = new Life(this, state.ticketId, state.tenantId);
    await life.startWorkflow();
    return life;
  }
}

type Way = readonly (readonly [CommandName, TicketState['status']])[];

const toContact: Way = [
  ['review', 'reviewed'],
  ['accept-offer', 'assigned'],
  ['contact', 'contacted'],
];

const fromResult: Way = [
  ['tell-result', 'result-told'],
  ['confirm', 'confirmed'],
  ['return-visit', 'return-visited'],
  ['supervisor-review', 'supervisor-reviewed'],
  ['archive', 'archived'],
];

const usualWays: Readonly<Record<TicketState['kind'], Way>> = {
  consultation: [...toContact, ['finish-remote', 'tried'], ['answer', 'answered'], ...fromResult],
  repair: [
    ...toContact,
    ['finish-remote', 'tried'],
    ['plan', 'planned'],
    ['approve-plan', 'approved'],
    ['consent', 'consented'],
    ['accept-visit', 'dispatched'],
    ['agree-window', 'scheduled'],
    ['arrive', 'arrived'],
    ['finish-visit', 'solved'],
    ...fromResult,
  ],
  'complaint-service': [...toContact, ['give-opinion', 'opinion-given'], ['investigate', 'investigated'], ['handle-complaint', 'handled'], ...fromResult],
  'complaint-quality': [...toContact, ['give-opinion', 'opinion-given'], ['report-facts', 'reported'], ['contain', 'contained'], ...fromResult],
};

/** What a repair's usual way says beside what fits: the remote session did not help, and the plan needs every word. */
const usualData = (kind: TicketState['kind'], name: CommandName): object => {
  if (kind !== 'repair') return {};
  return name === 'finish-remote' ? { result: 'unsolved' } : name === 'plan' ? { approval: true, consent: true } : {};
};

/** The server had found a run that was gone when the update came. A service leaves such a command to its relay, which sends it again. */
const isRunLost = (error: unknown): boolean => isGrpcServiceError(error) && error.code === 5;

/** One ticket under test. */
export class Life {
  constructor(
    readonly lives: Lives,
    readonly ticketId: string,
    private readonly tenantId: string,
  ) {}

  get row(): TicketState {
    return this.lives.intake.row(this.ticketId);
  }

  get workflowId(): string {
    return ticketWorkflowId(this.ticketId);
  }

  get sessionId(): string {
    return remoteSessionIdOf(this.ticketId, this.row.flow.round);
  }

  /** Names of the commands recorded so far. */
  get recorded(): CommandName[] {
    return this.lives.intake.transitions(this.ticketId).map(({ command }) => command.name);
  }

  startWorkflow(): Promise<WorkflowHandleWithFirstExecutionRunId> {
    return this.lives.client.start(ticketLifecycleType, this.startOptions());
  }

  /** Sends a command as a service does: update with start, the command's id as the update's. A rejection is an answer. */
  async send(command: TicketCommand, tries = 5): Promise<CommandAnswer> {
    const startWorkflowOperation = new WithStartWorkflowOperation(ticketLifecycleType, { ...this.startOptions(), workflowIdConflictPolicy: 'USE_EXISTING' });
    try {
      return await this.lives.client.executeUpdateWithStart(commandUpdate, { startWorkflowOperation, args: [command], updateId: commandKeyOf(command) });
    } catch (error) {
      if (isRunLost(error) && tries > 0) return this.send(command, tries - 1);
      if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) return { state: 'REJECTED', code: error.cause.type ?? 'unknown' };
      throw error;
    }
  }

  /** The command that fits the row, with what a test says otherwise. */
  fitting<N extends CommandName>(name: N, data: Partial<CommandData[N]> = {}): TicketCommand {
    const fitting = aFitting(name, this.row);
    const free = name === 'agree-window' ? this.lives.freeWindow() : {};
    return { ...fitting, data: { ...fitting.data, ...free, ...data } } as TicketCommand;
  }

  /** Gives a command that fits the row; whatever is not done is an error. */
  async does<N extends CommandName>(name: N, data: Partial<CommandData[N]> = {}): Promise<this> {
    const answer = await this.send(this.fitting(name, data));
    if (answer.state !== 'DONE') throw new Error(`${name}: ${answer.code}; the row is ${JSON.stringify(this.row)}, recorded ${this.recorded.join()}`);
    return this;
  }

  /** Whether the workflow has taken an update with this command in, be it that it is not answered yet. */
  async hasTaken(name: CommandName): Promise<boolean> {
    const { events } = await this.lives.client.getHandle(this.workflowId).fetchHistory();
    const taken = (events ?? []).flatMap(({ workflowExecutionUpdateAcceptedEventAttributes: update }) => update?.acceptedRequest?.input?.args?.payloads ?? []);
    return taken.some(({ data }) => data && Buffer.from(data).includes(`"${name}"`));
  }

  /** Waits until an engineer is asked, or a given one is. */
  async asked(engineerId?: string): Promise<this> {
    await this.until(({ flow }) => (engineerId === undefined ? Boolean(flow.visit?.offer) : flow.visit?.offer?.personId === engineerId));
    return this;
  }

  /** Waits until the row shows something. */
  async until(what: (row: TicketState) => boolean): Promise<TicketState> {
    return eventually(() => this.row, what);
  }

  /** Waits for the end of the workflow, whatever time it takes on the ticket's own clocks. */
  async ended(): Promise<TicketState> {
    await this.lives.client.getHandle(this.workflowId).result();
    return this.row;
  }

  /** Brings a ticket on the usual way of its kind to a status ahead of it. */
  async reaches(status: TicketState['status']): Promise<this> {
    const way = usualWays[this.row.kind];
    const start = way.findIndex(([, leadsTo]) => leadsTo === this.row.status) + 1;
    for (const [name] of way.slice(start)) {
      if (this.row.status === status) return this;
      if (name === 'accept-offer') await this.until(({ flow }) => flow.offer !== null);
      if (name === 'accept-visit') await this.asked();
      await this.does(name, usualData(this.row.kind, name));
    }
    return this;
  }

  private startOptions(): { taskQueue: string; workflowId: string; workflowIdReusePolicy: 'ALLOW_DUPLICATE'; workflowTaskTimeout?: '1s'; args: [{ tenantId: string; ticketId: string }] } {
    const { taskTimeout } = this.lives;
    return { ...(taskTimeout && { workflowTaskTimeout: taskTimeout }), taskQueue: ticketQueue, workflowId: this.workflowId, workflowIdReusePolicy: 'ALLOW_DUPLICATE', args: [{ tenantId: this.tenantId, ticketId: this.ticketId }] };
  }
}
