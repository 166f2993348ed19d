import { setTimeout as delay } from 'node:timers/promises';
import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import type { TenantRules } from '../checker/index.js';
import type { CommandInputs, CommandOutcome, ContactData, Login, OnTicketName, RegisterTicket } from '../client/index.js';
import { LoggedCommands } from '../demo/logged.commands.js';
import { readTeams, type DemoStaff, type Team } from '../demo/people.js';
import { setUpTenant } from '../demo/setup.js';
import { connect, type DemoSystem } from '../demo/system.js';
import { lookAt, type NoticeView, type TicketView } from './ticket.view.js';

/** Commands on a ticket, as a spec gives them. */
type Words<N extends OnTicketName> = Omit<CommandInputs[N], 'ticketId'>;

export interface NewTicket {
  readonly id: string;
  readonly number: string;
}

const pauseMs = 250;
const patienceMs = 90_000;

/** People of both tenants at work on a running system, and what they see of it. Everything goes through the one endpoint. */
export class Scene {
  /** What was asked for and what became of it. */
  readonly commands: LoggedCommands;
  /** Every ticket that was registered here. */
  readonly tickets: { readonly tenant: string; readonly id: string }[] = [];
  private sent = 0;

  private constructor(
    readonly system: DemoSystem,
    readonly env: NodeJS.ProcessEnv,
    readonly teams: readonly [Team, Team],
    readonly rules: Readonly<Record<string, TenantRules>>,
    /** Begins the keys of this scene's commands. */
    readonly runId: string,
  ) {
    this.commands = new LoggedCommands(system.commands);
  }

  /** Connects to the system that the environment names and seeds both tenants; the same content again changes nothing. */
  static async open(name: string, env: NodeJS.ProcessEnv = process.env): Promise<Scene> {
    const system = connect(env);
    const runId = `${name}-${Date.now().toString(36)}`;
    const teams = await readTeams();
    const rules = await Promise.all(teams.map(async (team) => [team.tenant, await setUpTenant(system.graphql, team, runId)] as const));
    const [first, second] = teams;
    if (!first || !second) throw new Error('two tenants are needed');
    return new Scene(system, env, [first, second], Object.fromEntries(rules), runId);
  }

  /** The first tenant. */
  get team(): Team {
    return this.teams[0];
  }

  need(name: string): string {
    const value = this.env[name];
    if (!value) throw new Error(`${name} is not set: this spec needs a whole system (npm test)`);
    return value;
  }

  /** A key that no other command has. */
  key(): string {
    this.sent += 1;
    return `${this.runId}-${String(this.sent).padStart(4, '0')}`;
  }

  /** A request of the first region by telephone, unless told otherwise. Throws when it is refused. */
  async register(more: Partial<RegisterTicket> = {}, who: Login = this.team.one('csr'), team = this.team): Promise<NewTicket> {
    const serial = String(Date.now() % 100_000).padStart(5, '0');
    const customer: ContactData = { name: '虚构客户', phone: `13900${String(this.sent % 10)}${serial}` };
    const input = { kind: 'consultation', channel: 'phone', region: team.regions[0] ?? '', faultClass: 'hardware', description: 'does not turn on', customer, ...more };
    const { ticket } = expectDone('registerTicket', await this.commands.settle(who, 'registerTicket', this.key(), input));
    if (!ticket) throw new Error('the registration answered no ticket');
    this.tickets.push({ tenant: team.tenant, id: ticket.id });
    return ticket;
  }

  /** A command that must be done. */
  async do<N extends OnTicketName>(who: Login, name: N, ticketId: string, words: Words<N>): Promise<CommandOutcome> {
    return expectDone(name, await this.try(who, name, ticketId, words));
  }

  /** A command that may be refused. */
  try<N extends OnTicketName>(who: Login, name: N, ticketId: string, words: Words<N>): Promise<CommandOutcome> {
    return this.commands.settle(who, name, this.key(), { ...words, ticketId } as CommandInputs[N]);
  }

  /** The caller's notices about a ticket, by the pack's rule. */
  async notices(who: Login, ticketId: string): Promise<readonly NoticeView[]> {
    const { notices } = await this.system.graphql.request<{ notices: { edges: { node: NoticeView }[] } }>(who, '{ notices(first: 100) { edges { node { rule text number ticketId } } } }');
    return notices.edges.map(({ node }) => node).filter((notice) => notice.ticketId === ticketId);
  }

  see(ticketId: string, who: Login = this.team.one('supervisor')): Promise<TicketView> {
    return lookAt(this.system.graphql, who, ticketId);
  }

  /** Looks until a ticket is as awaited; throws with what it is instead. */
  async until(ticketId: string, what: string, holds: (ticket: TicketView) => boolean, who: Login = this.team.one('supervisor'), limitMs = patienceMs): Promise<TicketView> {
    return watch(() => this.see(ticketId, who), what, holds, limitMs);
  }

  waiting(ticketId: string, wait: string, who?: Login): Promise<TicketView> {
    return this.until(ticketId, `waiting for ${wait}`, (ticket) => ticket.wait === wait, who);
  }

  /** Whoever is asked takes the ticket, the next one if an offer lapsed meanwhile; answers the owner. */
  async accepted(ticketId: string, team = this.team): Promise<DemoStaff> {
    for (;;) {
      const { asked, offerId } = await this.offered(ticketId, team);
      const { state, code } = await this.try(asked, 'acceptOffer', ticketId, { offerId });
      if (state === 'DONE') return asked;
      if (code !== 'offer.not-open' && code !== 'ticket.actor-not-allowed') throw new Error(`acceptOffer: ${state} ${code ?? ''}`);
    }
  }

  /** Whom the open offer is for. */
  async offered(ticketId: string, team = this.team): Promise<{ readonly asked: DemoStaff; readonly offerId: string }> {
    const ticket = await this.until(ticketId, 'offered', (seen) => seen.wait === 'offer-answer' && openOffer(seen) !== undefined, team.one('supervisor'));
    const offer = openOffer(ticket);
    const asked = team.byId(offer?.personId ?? null);
    if (!offer || !asked) throw new Error('nobody of the team is asked');
    return { asked, offerId: offer.id };
  }

  /** From the registration to an owner. */
  async owned(ticketId: string, team = this.team): Promise<DemoStaff> {
    await this.do(team.one('csr-leader'), 'reviewTicket', ticketId, { decision: 'ACCEPT' });
    return this.accepted(ticketId, team);
  }

  /** The owner's work of one round, up to the result told to the customer. */
  async resultTold(owner: Login, ticketId: string, round = 0): Promise<void> {
    const sessionId = remoteSessionIdOf(ticketId, round);
    await this.do(owner, 'recordContact', ticketId, { channel: 'phone', reached: true });
    await this.sessionOpen(owner, ticketId, sessionId);
    await this.do(owner, 'recordRemoteStep', ticketId, { sessionId, check: 'power', result: 'HELPED' });
    await this.do(owner, 'finishRemoteSession', ticketId, { sessionId, result: 'SOLVED' });
    await this.do(owner, 'answerTicket', ticketId, { outcomeCode: 'guided', text: 'plugged in' });
    await this.do(owner, 'tellResult', ticketId, { channel: 'phone' });
  }

  sessionOpen(who: Login, ticketId: string, sessionId: string): Promise<TicketView> {
    return this.until(ticketId, `in ${sessionId}`, ({ remoteSession }) => remoteSession?.id === sessionId, who);
  }

  /** What remains after the customer's word. */
  async visitedAndReviewed(ticketId: string, team = this.team): Promise<void> {
    await this.do(team.one('csr'), 'recordReturnVisit', ticketId, { reached: true, result: 'OK', satisfaction: 'satisfied' });
    await this.do(team.one('supervisor'), 'reviewService', ticketId, { result: 'OK' });
  }

  archived(ticketId: string, who?: Login): Promise<TicketView> {
    return this.until(ticketId, 'archived', ({ status }) => status === 'archived', who);
  }
}

/** Looks until a ticket is as awaited; throws with what it is instead. */
export const watch = async <T extends Pick<TicketView, 'number' | 'status' | 'wait' | 'escalations'>>(look: () => Promise<T>, what: string, holds: (ticket: T) => boolean, limitMs = patienceMs): Promise<T> => {
  const end = Date.now() + limitMs;
  for (;;) {
    const ticket = await look();
    if (holds(ticket)) return ticket;
    if (Date.now() > end) throw new Error(`${ticket.number} never was ${what}: ${ticket.status}/${ticket.wait ?? ''} ${JSON.stringify(ticket.escalations)}`);
    await delay(pauseMs);
  }
};

export const openOffer = ({ offers }: TicketView): TicketView['offers'][number] | undefined => offers.find(({ state }) => state === 'OPEN');

const expectDone = (name: string, outcome: CommandOutcome): CommandOutcome => {
  if (outcome.state !== 'DONE') throw new Error(`${name}: ${outcome.state} ${outcome.code ?? ''}`);
  return outcome;
};
