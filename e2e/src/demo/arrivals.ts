import type { Random } from '@mendline/testing';
import type { CommandOutcome, RegisterTicket } from '../client/index.js';
import type { Actor } from './actor.js';
import { makeCustomer } from './customer.maker.js';
import type { Telephones } from './customer.link.js';
import { DeviceGroup } from './device.group.js';
import { Diary } from './diary.js';
import { Life } from './life.js';
import { onCallOf } from './on-call.setup.js';
import type { Team } from './people.js';
import { calmPlan, type LifePlan } from './plan.js';
import { deviceWords, regionOf, registrationWords, type Caller, type Complained } from './registration.words.js';
import type { RepairRequest } from './request.source.js';
import type { RunTicket, Simulation } from './simulation.js';
import { TurnBook, type PlannedTurn } from './turn.book.js';
import type { NewTicket } from './turn.life.js';
import { linkTurns } from './turn.plan.js';

/** Share of the requests that the second tenant gets. */
const secondTenantShare = 0.35;

const farHoldSeconds = 600;

/** What arrivals need beside people: nothing of it where a run does without. */
export interface ArrivalsMore {
  /** The codes of the list around a repair. */
  readonly checklist?: readonly string[];
  /** The telephones that the first tenant's customers are sent messages to. */
  readonly telephones?: Telephones;
  readonly book?: TurnBook;
}

/** One who asks for something. */
interface Asking {
  readonly request: RepairRequest;
  readonly plan: LifePlan;
  readonly team: Team;
  readonly caller: Caller;
}

/** What tells a ticket apart from others of the same plan. */
interface Told extends Partial<Complained> {
  readonly into?: string | null;
  readonly group?: DeviceGroup | null;
  readonly entry?: PlannedTurn | null;
}

/** Brings requests in, one after the other, at the portal or by telephone. */
export class Arrivals {
  readonly book: TurnBook;
  private serial = 0;
  private readonly diary = new Diary();
  private readonly last = new Map<string, string[]>();
  /** Tickets that are worked off within minutes: a complaint may wait for one. */
  private readonly services = new Map<string, string>();

  constructor(
    private readonly teams: readonly Team[],
    private readonly actor: Actor,
    private readonly simulation: Simulation,
    private readonly random: Random,
    private readonly more: ArrivalsMore = {},
  ) {
    this.book = more.book ?? new TurnBook();
  }

  /**
   * Registers one request and gives its people their script; null when the endpoint did not take it. With `driven` its people
   * do nothing until the ticket is released (`busy`).
   */
  async bringIn(request: RepairRequest, plan: LifePlan, driven = false): Promise<RunTicket | null> {
    const asking = this.ask(request, plan);
    if (plan.turn === 'several-devices') return this.bringInSeveral(asking);
    if (plan.turn !== 'merged') return this.one(asking, driven);
    const first = await this.one({ ...asking, plan: calmPlan }, driven);
    return first && this.one(asking, driven, { into: first.id });
  }

  private ask(request: RepairRequest, plan: LifePlan): Asking {
    this.serial += 1;
    const team = plan.turn && linkTurns.includes(plan.turn) ? this.firstTeam : this.pickTeam();
    const customer = plan.byCustomer && team.customers.length > 0 ? this.random.pick(team.customers) : null;
    const contact = customer ? { name: customer.name, phone: customer.phone, email: customer.email } : makeCustomer(team.tenant, this.serial, this.random);
    const only = plan.turn === 'on-call' ? onCallOf(team).region : null;
    return { request, plan, team, caller: { customer, contact, region: regionOf(team, customer, only, this.random) } };
  }

  private async one(asking: Asking, driven: boolean, told: Told = {}, links: RegisterTicket['links'] = []): Promise<RunTicket | null> {
    const { request, plan, team, caller } = asking;
    const about = plan.complaint ? (this.services.get(team.tenant) ?? null) : null;
    const accused = plan.complaint?.kind === 'complaint-service' && !caller.customer ? [this.random.pick(team.withRole('specialist')).personId] : [];
    const words = registrationWords(deviceWords(request, plan, this.random), plan, caller, { accused, about }, this.random);
    const input = links.length > 0 ? { ...words, links } : words;
    const outcome = await this.actor.act(caller.customer ?? team.one('csr'), 'registerTicket', input);
    return outcome?.ticket ? this.live(asking, outcome.ticket, { ...told, accused, about }, driven) : null;
  }

  /** One request about two devices: a ticket for each. */
  private async bringInSeveral(asking: Asking): Promise<RunTicket | null> {
    const { request, plan, team, caller } = asking;
    const devices = [1, 2].map(() => deviceWords(request, plan, this.random));
    const outcome: CommandOutcome | null = await this.actor.act(team.one('csr'), 'registerRequest', { channel: 'phone', customer: caller.contact, region: caller.region, devices });
    const tickets = outcome?.request?.tickets ?? [];
    const [first] = tickets;
    if (!first) return null;
    const ids = tickets.map(({ id }) => id);
    const told = { group: new DeviceGroup(outcome?.request?.id ?? '', ids), entry: this.book.plan('several-devices', first.number, ...ids) };
    return tickets.map((ticket) => this.live(asking, ticket, told))[0] ?? null;
  }

  /** Gives a ticket its people. */
  private live(asking: Asking, { id, number }: NewTicket, { into = null, group = null, accused = [], about = null, entry: known = null }: Told, driven = false): RunTicket {
    const { plan, team, caller } = asking;
    const { tenant } = team;
    const others = this.last.get(tenant) ?? [];
    this.last.set(tenant, [...others, id]);
    if (!plan.complaint && !plan.turn && (plan.hold?.seconds ?? 0) < farHoldSeconds) this.services.set(tenant, id);
    const earlier = others.at(-1) ?? null;
    const entry = known ?? (plan.turn && this.book.plan(plan.turn, number, id));
    const setting = { team, customer: caller.customer, random: this.random, diary: this.diary, checklist: this.more.checklist ?? [], earlier: () => earlier, accused, about };
    const turn = entry && { setting: { ...setting, ...this.turning(asking, entry), into, group }, archived: () => this.followed(asking, entry) };
    const moved = (): void => { if (entry?.turn === 'moved') entry.done = true; };
    return this.simulation.add(tenant, id, number, new Life(plan, { ...setting, moved, turn }), driven);
  }

  private turning(asking: Asking, entry: PlannedTurn) {
    const { request, caller } = asking;
    return {
      entry, telephones: this.more.telephones ?? { messages: [] }, phone: caller.contact.phone ?? '',
      other: deviceWords({ ...request, problem: `another device of the same customer: ${request.problem}` }, calmPlan, this.random),
      born: (ticket: NewTicket) => { this.live({ ...asking, plan: calmPlan }, ticket, {}); },
    };
  }

  /** The trouble comes back after the archive: the customer calls again. */
  private followed(asking: Asking, entry: PlannedTurn): void {
    if (entry.turn !== 'followed' || entry.done) return;
    void this.one({ ...asking, plan: calmPlan }, false, {}, [{ relation: 'follows', otherTicketId: entry.ticketIds[0] ?? '' }]).then((next) => {
      entry.done = next !== null;
      if (!next) entry.why = 'the request that follows was not taken';
    });
  }

  private get firstTeam(): Team {
    const [first] = this.teams;
    if (!first) throw new Error('there is no tenant');
    return first;
  }

  private pickTeam(): Team {
    const [, second] = this.teams;
    return second && this.random.next() < secondTenantShare ? second : this.firstTeam;
  }
}
