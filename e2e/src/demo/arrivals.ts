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

/** Brings requests in, one after the other, at the portal or by telephone. */
export class Arrivals {
  private serial = 0;
  private readonly diary = new Diary();
  private readonly last = new Map<string, string[]>();

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
    const input = this.registration(request, plan, team, customer);
    const outcome = await this.actor.act(who, 'registerTicket', input);
    if (!outcome?.ticket) return null;
    const { id, number } = outcome.ticket;
    const others = this.last.get(team.tenant) ?? [];
    this.last.set(team.tenant, [...others, id]);
    const earlier = others.at(-1) ?? null;
    return this.simulation.add(team.tenant, id, number, new Life(plan, { team, customer, random: this.random, diary: this.diary, checklist: this.checklist, earlier: () => earlier }), driven);
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
      kind: plan.repair ? 'repair' : 'consultation',
      channel: customer ? 'online' : this.random.pick(['phone', 'phone', 'email', 'on-site']),
      customer: contact,
      region: customer?.region ?? this.random.pick(team.regions),
      faultClass: faultClassOf(request),
      category: request.category,
      description: request.problem,
      ...(request.brand === null ? {} : { brand: request.brand }),
      ...(plan.repair && makeDevice(request, plan.repair.inWarranty, this.random)),
      ...(plan.priority === null ? {} : { priority: plan.priority }),
    };
  }
}
