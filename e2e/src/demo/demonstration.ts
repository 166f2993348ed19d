import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '@mendline/testing';
import type { TenantRules } from '../checker/index.js';
import { Actor } from './actor.js';
import { Arrivals } from './arrivals.js';
import type { Board } from './board.js';
import { EscalationWatch } from './escalation.watch.js';
import { Evidence } from './evidence.js';
import type { DemoOptions } from './options.js';
import { paceFor } from './pacing.js';
import type { Measured, Pace } from './pacing.js';
import { readTeams, type Team } from './people.js';
import { drawPlanOf, kindOf, rushPlan, rushRepairPlan } from './plan.js';
import { readRequests } from './request.source.js';
import type { RepairRequest } from './request.source.js';
import { driveAtOnce } from './rush.js';
import { readChecklist } from './repair.setup.js';
import { setUpTenant } from './setup.js';
import { Simulation } from './simulation.js';
import { SmsProvider } from './sms.provider.js';
import type { DemoSystem } from './system.js';
import { TicketFeed } from './ticket.feed.js';
import type { TurnBook } from './turn.book.js';
import { dealTurns, turnedPlan } from './turn.plan.js';
import { judge } from './verdict.js';
import type { DemoVerdict } from './verdict.js';

/** What a demonstration came to. */
export interface DemoResult {
  readonly tickets: number;
  readonly tenants: ReadonlySet<string>;
  readonly verdict: DemoVerdict;
  readonly pace: Pace;
  readonly seconds: number;
  /** Refused or unanswered commands by code: a few belong to any day. */
  readonly refusals: ReadonlyMap<string, number>;
}

/** So many are measured at most, and of few requests a quarter. */
const mostRushLives = 12;
const rushShare = 0.25;
const shortLifeSeconds = 60;
const fewestTickets = 100;
const longestRushMs = 40_000;
/** The last ones to come in have short lives, so that the end is not waited for long. */
const shortShare = 0.2;
/** Turns are for those before: a request that follows one comes after its archive, and has to end, too. */
const turnedShare = 0.6;

/** Real requests live their whole lives at the public endpoint; the end is checked. */
export class Demonstration {
  private readonly began = Date.now();
  private pace: Pace | null = null;

  constructor(
    private readonly system: DemoSystem,
    private readonly options: DemoOptions,
    private readonly board: Board,
  ) {}

  async run(): Promise<DemoResult> {
    const telephones = await SmsProvider.open();
    try {
      return await this.runWith(telephones);
    } finally {
      await telephones.close();
    }
  }

  private async runWith(telephones: SmsProvider): Promise<DemoResult> {
    const runId = this.began.toString(36);
    const random = seededRandom(this.options.seed);
    const requests = await readRequests(this.options.input, this.options.tickets, random);
    const teams = await readTeams();
    const rules = await this.setUp(teams, telephones, runId);
    this.board.say(`set up ${teams.map(({ tenant }) => tenant).join(' and ')}; ${requests.length} real requests drawn by seed ${this.options.seed}`);
    const actor = new Actor(this.system.commands, this.system.graphql, runId);
    const feeds = teams.map((team) => new TicketFeed(this.system.graphql, team));
    const simulation = new Simulation(feeds, actor);
    const arrivals = new Arrivals(teams, actor, simulation, random, { checklist: await readChecklist(this.system.graphql, teams), telephones });
    const { book } = arrivals;
    const watch = new EscalationWatch(this.system, teams);
    const atWork = simulation.run();
    const drawing = this.keepDrawing(simulation, actor, watch, book);
    const measured = await this.measure(arrivals, feeds, actor, requests.slice(0, rushLivesOf(requests.length)));
    const pace = paceFor(requests.length, measured, this.options.seconds, this.seconds);
    this.pace = pace;
    this.board.say(`measured ${pace.capacity.toFixed(2)} lives/s; arrivals ${pace.rate.toFixed(2)}/s (≤ 60 %); ${pace.tickets} requests fit`);
    await this.arrive(arrivals, requests.slice(0, pace.tickets), measured.done, pace.rate, random);
    await this.untilDone(simulation, book);
    simulation.stop();
    await atWork;
    drawing.abort();
    await watch.close();
    this.board.say('checking every ticket: rows, workflows, facts, quality analysis, escalations, planned turns');
    const tickets = [...simulation.tickets.values()];
    const verdict = await judge({ evidence: new Evidence(this.system), teams, rules, tickets, operations: actor.log.operations, planned: book.entries, since: this.began });
    return { tickets: tickets.length, tenants: new Set(tickets.map(({ tenant }) => tenant)), verdict, pace, seconds: this.seconds, refusals: refusalsOf(actor) };
  }

  private async setUp(teams: readonly Team[], telephones: SmsProvider, runId: string): Promise<Readonly<Record<string, TenantRules>>> {
    const rules: Record<string, TenantRules> = {};
    for (const team of teams) {
      const own = await setUpTenant(this.system.graphql, team, runId);
      rules[team.tenant] = own;
      if (sendsToCustomers(own)) await telephones.serve(this.system.graphql, team, runId);
    }
    return rules;
  }

  private get seconds(): number {
    return (Date.now() - this.began) / 1000;
  }

  /** The first requests live as fast as the system lets them: that is its capacity. */
  private async measure(arrivals: Arrivals, feeds: readonly TicketFeed[], actor: Actor, requests: readonly RepairRequest[]): Promise<Measured> {
    const began = Date.now();
    const before = actor.answered;
    const until = began + longestRushMs;
    await Promise.all(
      requests.map(async (request, n) => {
        const ticket = await arrivals.bringIn(request, kindOf(n) === 'repair' ? rushRepairPlan : rushPlan, true);
        const feed = feeds.find(({ team }) => team.tenant === ticket?.tenant);
        if (ticket && feed) await driveAtOnce(feed, actor, ticket.id, ticket.life, until).catch(() => undefined);
        if (ticket) ticket.busy = false;
      }),
    );
    return warmHalf(actor.log.operations.slice(before).map(({ settledAt }) => Date.parse(settledAt)), requests.length);
  }

  private async arrive(arrivals: Arrivals, requests: readonly RepairRequest[], done: number, rate: number, random: ReturnType<typeof seededRandom>): Promise<void> {
    const first = Date.now();
    const turned = dealTurns(seededRandom(this.options.seed + 1), { from: done, to: requests.length * turnedShare, kindOf });
    const under: Promise<unknown>[] = [];
    for (const [n, request] of requests.entries()) {
      if (n < done) continue;
      // A machine slower than it was measured to be: what is in already, at least a hundred, must have time to end.
      if (this.seconds > this.options.seconds - shortLifeSeconds && n >= fewestTickets) break;
      const due = first + ((n - done) / rate) * 1000;
      await delay(Math.max(0, due - Date.now()));
      const turn = turned.get(n);
      under.push(arrivals.bringIn(request, turn ? turnedPlan(turn, random) : drawPlanOf(kindOf(n), random, n >= requests.length * (1 - shortShare))));
    }
    await Promise.all(under);
  }

  /** All ended but those that wait for a far day, none that comes after another is awaited; or the time is over. */
  private async untilDone(simulation: Simulation, book: TurnBook): Promise<void> {
    const onlyHeld = (): boolean => simulation.open.every(({ seen, life }) => seen?.wait === 'hold-end' && (life.plan.hold?.seconds ?? 0) > 600 && !life.plan.hold?.byHand);
    const end = Math.max(this.options.seconds - 20, this.seconds + shortLifeSeconds);
    while ((!onlyHeld() || book.open('followed') > 0) && this.seconds < end) await delay(250);
  }

  private keepDrawing(simulation: Simulation, actor: Actor, watch: EscalationWatch, book: TurnBook): AbortController {
    const stop = new AbortController();
    const recent: number[] = [];
    const timer = setInterval(() => {
      recent.push(actor.answered);
      if (recent.length > 10) recent.shift();
      const commandsPerSecond = ((recent.at(-1) ?? 0) - (recent[0] ?? 0)) / Math.max(1, recent.length - 1);
      this.board.show({
        seconds: this.seconds, wanted: this.pace?.tickets ?? this.options.tickets, tickets: [...simulation.tickets.values()], escalations: watch.count, turns: book.line, commandsPerSecond,
        pace: this.pace ? `arrivals ${this.pace.rate.toFixed(2)}/s` : 'measuring',
      });
    }, 1_000);
    stop.signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    return stop;
  }
}

/** Whether the pack has short messages sent to customers. */
const sendsToCustomers = ({ pack }: TenantRules): boolean => pack.delivery.byRole.customer?.includes('sms') ?? false;

const rushLivesOf = (tickets: number): number => Math.min(mostRushLives, Math.ceil(tickets * rushShare));

/** The first half warms the processes up; the second half is what they can do. */
const warmHalf = (settled: readonly number[], lives: number): Measured => {
  const [from = 0, to = 0] = [settled[Math.floor(settled.length / 2)], settled.at(-1)];
  return { commands: settled.length / 2, lives: lives / 2, seconds: Math.max(to - from, 1) / 1000, done: lives };
};

const refusalsOf = (actor: Actor): Map<string, number> => {
  const found = new Map<string, number>();
  for (const { result, type, code } of actor.log.operations) {
    if (result === 'ok') continue;
    const name = `${type}: ${code ?? result}`;
    found.set(name, (found.get(name) ?? 0) + 1);
  }
  return found;
};
