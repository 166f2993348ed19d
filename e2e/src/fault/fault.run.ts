import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom, type Random } from '@mendline/testing';
import type { Operation, RunVerdict, TenantRules, TicketEvidence } from '../checker/index.js';
import { CommandClient, GraphqlClient, TokenCache, type RegisterTicket } from '../client/index.js';
import { Actor } from '../demo/actor.js';
import { Arrivals, type ArrivalsMore } from '../demo/arrivals.js';
import { makeCustomer } from '../demo/customer.maker.js';
import { Evidence } from '../demo/evidence.js';
import { readTeams, type Team } from '../demo/people.js';
import { rushPlan, type LifePlan } from '../demo/plan.js';
import { readChecklist } from '../demo/repair.setup.js';
import type { RepairRequest } from '../demo/request.source.js';
import { setUpTenant } from '../demo/setup.js';
import { Simulation, type RunTicket } from '../demo/simulation.js';
import { connect, type DemoSystem } from '../demo/system.js';
import { TicketFeed } from '../demo/ticket.feed.js';
import { cancelAll } from './cancel.js';
import { WorkflowEngine } from './engine.js';
import { judgeFaultRun, type RunTicketId } from './fault.verdict.js';
import { Ledger } from './ledger.js';
import { Operator } from './operator.js';
import { until } from './until.js';

const need = (env: NodeJS.ProcessEnv, name: string): string => {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set: fault tests run against a system that npm test or npm run serve started`);
  return value;
};

/** Services that journal commands on live tickets. */
const journals = ['INTAKE', 'DISPATCH', 'FIELD_SERVICE'];

/** Short texts; what the customer says is not what is tested here. */
const problems = ['does not turn on', 'makes a noise after ten minutes', 'software update fails', 'was dropped, display cracked', '开机后没有声音'];

/** People at work on a system while it is being broken, and the check afterwards. Everything random comes from the seed. */
export class FaultRun {
  readonly random: Random;
  readonly operator: Operator;
  readonly ledger: Ledger;
  readonly evidence: Evidence;
  readonly actor: Actor;
  readonly simulation: Simulation;
  private readonly arrivals: Arrivals;
  private readonly journals: readonly Ledger[];
  /** Tickets that nobody works on; cancelled at the end. */
  readonly alone: RunTicketId[] = [];
  private working: Promise<void> = Promise.resolve();

  private constructor(
    readonly env: NodeJS.ProcessEnv,
    readonly system: DemoSystem,
    readonly teams: readonly Team[],
    readonly rules: Readonly<Record<string, TenantRules>>,
    readonly engine: WorkflowEngine,
    /** Begins the keys of this run's own commands. */
    readonly runId: string,
    seed: number,
    more: ArrivalsMore,
  ) {
    this.random = seededRandom(seed);
    this.operator = new Operator(need(env, 'MENDLINE_OPS_SOCKET'));
    this.ledger = new Ledger(need(env, 'INTAKE_DATABASE_URL'));
    this.journals = journals.map((name) => new Ledger(need(env, `${name}_DATABASE_URL`)));
    this.evidence = new Evidence(system);
    this.actor = new Actor(system.commands, system.graphql, runId);
    this.simulation = new Simulation(teams.map((team) => new TicketFeed(system.graphql, team)), this.actor);
    this.arrivals = new Arrivals(teams, this.actor, this.simulation, this.random, more);
  }

  /** Connects to the system of the environment and seeds both tenants. */
  static async open(name: string, seed: number, env: NodeJS.ProcessEnv = process.env): Promise<FaultRun> {
    const runId = `${name}-${Date.now().toString(36)}`;
    const system = connect(env);
    const teams = await readTeams();
    const rules: Record<string, TenantRules> = {};
    for (const team of teams) rules[team.tenant] = await setUpTenant(system.graphql, team, runId);
    const engine = await WorkflowEngine.connect(need(env, 'TEMPORAL_ADDRESS'), need(env, 'TEMPORAL_NAMESPACE'));
    return new FaultRun(env, system, teams, rules, engine, runId, seed, { checklist: await readChecklist(system.graphql, teams) });
  }

  get tickets(): readonly RunTicket[] {
    return [...this.simulation.tickets.values()];
  }

  /** The first tenant. */
  get team(): Team {
    const [team] = this.teams;
    if (!team) throw new Error('there is no tenant');
    return team;
  }

  /** Registers tickets side by side. Answers how many the endpoint took. */
  bringIn(count: number, plan: (random: Random, n: number) => LifePlan = () => rushPlan): Promise<number> {
    return this.bringInRequests(Array.from({ length: count }, (_, n) => ({ id: `fault-${n}`, category: 'Small kitchen item', brand: null, problem: this.random.pick(problems) })), plan);
  }

  /** The same for requests that somebody has made. */
  async bringInRequests(requests: readonly RepairRequest[], plan: (random: Random, n: number) => LifePlan): Promise<number> {
    return (await Promise.all(requests.map((request, n) => this.arrivals.bringIn(request, plan(this.random, n))))).filter(Boolean).length;
  }

  /** One ticket that nobody works on, of the first tenant unless another is named. Its command is in the log like every other. */
  async register(more: Partial<RegisterTicket> = {}, team: Team = this.team): Promise<{ readonly id: string; readonly number: string }> {
    const customer = makeCustomer(team.tenant, this.random.int(5_000, 9_999), this.random);
    const input = { kind: 'consultation', channel: 'phone', region: team.regions[0] ?? '', faultClass: 'hardware', description: this.random.pick(problems), customer };
    const outcome = await this.actor.act(team.one('csr'), 'registerTicket', { ...input, ...more });
    if (!outcome?.ticket) throw new Error('the ticket was not registered');
    this.alone.push({ tenant: team.tenant, id: outcome.ticket.id });
    return outcome.ticket;
  }

  /** People begin to work; they go on whatever breaks. */
  work(): void {
    this.working = this.simulation.run();
  }

  /** Commands under way reach a number: the moment to break something. */
  async busy(commands: number): Promise<void> {
    await until(`${commands} commands are under way`, 60_000, () => this.actor.pending >= commands);
  }

  /** People have nothing more to do: every ticket is archived or waits for that alone. */
  async worked(limitMs = 240_000): Promise<void> {
    const done = ({ gone, seen }: RunTicket): boolean => gone || seen?.wait === 'archive';
    await until(() => `every ticket is worked off; left: ${this.left()}`, limitMs, () => this.tickets.every(done));
  }

  /** Commands on this run's tickets that no journal has an outcome for. */
  async pendingCommands(): Promise<number> {
    const ids = this.tickets.map(({ id }) => id);
    const counts = this.journals.map((journal) => journal.count(`select count(*) from commands where state = 'PENDING' and ticket_id = any($1)`, [ids]));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  /** Takes tickets of this run into the check whose registration was never answered, and on which nobody works for that reason. */
  async adoptUnanswered(): Promise<void> {
    const rows = await this.ledger.rows<{ tenant: string; id: string }>(
      `select tenant_id as tenant, outcome ->> 'ticketId' as id from commands where operation = 'registerTicket' and command_id like $1 and state = 'DONE'
       union all select t.tenant_id, t.id from commands c join tickets t on t.tenant_id = c.tenant_id and t.request_id = c.outcome ->> 'requestId'
       where c.operation = 'registerRequest' and c.command_id like $1 and c.state = 'DONE'`, [`${this.actor.keys}%`]);
    this.alone.push(...rows.filter(({ id }) => !this.simulation.tickets.has(id) && !this.alone.some((ticket) => ticket.id === id)));
  }

  /** These tickets from every side that the endpoint offers. */
  async evidenceOf(tickets: readonly RunTicketId[]): Promise<TicketEvidence[]> {
    const found = this.teams.map((team) => this.evidence.ofTickets(team, tickets.filter(({ tenant }) => tenant === team.tenant).map(({ id }) => id)));
    return (await Promise.all(found)).flat();
  }

  /** An endpoint asked in the name of the same people, every request once. */
  impatient(url: string): CommandClient {
    return new CommandClient(new GraphqlClient({ url, tokens: new TokenCache(need(this.env, 'OIDC_ISSUER')), patienceMs: 0 }));
  }

  /** People go home; what they have begun is answered first. */
  async goHome(): Promise<void> {
    this.simulation.stop();
    await this.working;
  }

  /** People go home, the system comes to rest, and everything is compared. */
  async verdict(): Promise<RunVerdict> {
    await this.goHome();
    return this.judge([...this.tickets, ...this.alone], this.actor.log.operations);
  }

  /** Compares these tickets from every side with what was asked for. */
  judge(tickets: readonly RunTicketId[], operations: readonly Operation[]): Promise<RunVerdict> {
    const { evidence, ledger, teams, rules } = this;
    return judgeFaultRun({ evidence, ledger, teams, rules, tickets, operations, services: this.system.services });
  }

  async close(): Promise<void> {
    this.simulation.stop();
    await this.operator.wholeIntake();
    await Promise.race([this.working, delay(5_000, undefined, { ref: false })]);
    await cancelAll(this.system, this.teams, this.alone, this.runId).catch(() => undefined);
    await this.engine.close();
    await Promise.all([this.ledger, ...this.journals].map((ledger) => ledger.close()));
  }

  private left(): string {
    return this.simulation.open.map(({ number, seen }) => `${number} ${seen?.status ?? 'unseen'}/${seen?.wait ?? ''}`).join(', ');
  }
}
