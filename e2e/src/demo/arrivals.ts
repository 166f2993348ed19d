import type { Random } from '@mendline/testing';
import type { RegisterTicket } from '../client/index.js';
import type { Actor } from './actor.js';
import { makeCustomer } from './customer.maker.js';
import { Diary } from './diary.js';
import { makeDevice } from './fleet.js';
import { Life } from './life.js';
import type { DemoPerson, Team } from './people.js';
import type { LifePlan } from './plan.js';
import { faultClassOf } from './request.source.js';
import type { RepairRequest } from './request.source.js';
import type { RunTicket, Simulation } from './simulation.js';

/** Share of the requests that the second tenant gets. */
const secondTenantShare = 0.35;

const farHoldSeconds = 600;

/** What a complaint says beyond every registration: whom it is about, and which ticket led to it. */
const complained = (complainedAbout: readonly string[], about: string | null): Pick<RegisterTicket, 'complainedAbout' | 'links'> => ({
  complainedAbout, links: about === null ? [] : [{ relation: 'caused-by', otherTicketId: about }],
});

/** Brings requests in, one after the other, at the portal or by telephone. */
export class Arrivals {
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
    /** The codes of the list around a repair. */
    private readonly checklist: readonly string[] = [],
  ) {}

  /**
   * Registers one request and gives its people their script; null when the endpoint did not take it. With `driven` its people
   * do nothing until the ticket is released (`busy`).
   */
  async bringIn(request: RepairRequest, plan: LifePlan, driven = false): Promise<RunTicket | null> {
    this.serial += 1;
    const team = this.pickTeam();
    const customer = plan.byCustomer && team.customers.length > 0 ? this.random.pick(team.customers) : null;
    const who = customer ?? team.one('csr');
    const about = plan.complaint ? (this.services.get(team.tenant) ?? null) : null;
    const accused = plan.complaint?.kind === 'complaint-service' && !customer ? [this.random.pick(team.withRole('specialist')).personId] : [];
    const input = { ...this.registration(request, plan, team, customer), ...(plan.complaint && !customer && complained(accused, about)) };
    const outcome = await this.actor.act(who, 'registerTicket', input);
    if (!outcome?.ticket) return null;
    const { id, number } = outcome.ticket;
    const others = this.last.get(team.tenant) ?? [];
    this.last.set(team.tenant, [...others, id]);
    if (!plan.complaint && (plan.hold?.seconds ?? 0) < farHoldSeconds) this.services.set(team.tenant, id);
    const earlier = others.at(-1) ?? null;
    return this.simulation.add(team.tenant, id, number, new Life(plan, { team, customer, random: this.random, diary: this.diary, checklist: this.checklist, earlier: () => earlier, accused, about }), driven);
  }

  private pickTeam(): Team {
    const [first, second] = this.teams;
    if (!first) throw new Error('there is no tenant');
    return second && this.random.next() < secondTenantShare ? second : first;
  }

  private registration(request: RepairRequest, plan: LifePlan, team: Team, customer: DemoPerson | null): RegisterTicket {
    const contact = customer
      ? { name: customer.name, phone: customer.phone, email: customer.email }
      : makeCustomer(team.tenant, this.serial, this.random);
    return {
      kind: plan.complaint?.kind ?? (plan.repair ? 'repair' : 'consultation'),
      channel: customer ? 'online' : this.random.pick(['phone', 'phone', 'email', 'on-site']),
      customer: contact,
      region: customer?.region ?? this.random.pick(team.regions),
      faultClass: faultClassOf(request),
      category: request.category,
      description: request.problem,
      ...(request.brand === null ? {} : { brand: request.brand }),
      ...((plan.repair ?? plan.complaint) && makeDevice(request, plan.repair?.inWarranty ?? true, this.random)),
      ...(plan.priority === null ? {} : { priority: plan.priority }),
    };
  }
}
