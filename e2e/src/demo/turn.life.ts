import type { DeviceRequest } from '../client/index.js';
import { clickLink, type LinkForm, type Telephones } from './customer.link.js';
import type { DeviceGroup } from './device.group.js';
import type { SeenTicket } from './life.js';
import { onCallOf } from './on-call.setup.js';
import type { DemoStaff } from './people.js';
import type { RepairSetting } from './repair.life.js';
import { after, deedOf, stepOf, type NextAction, type Step } from './step.js';
import type { PlannedTurn } from './turn.book.js';
import type { Turn } from './turn.plan.js';

/** A ticket that a turn has led to. */
export interface NewTicket {
  readonly id: string;
  readonly number: string;
}

/** What a turn is made with. */
export interface TurnSetting extends Pick<RepairSetting, 'team' | 'random' | 'customer'> {
  readonly entry: PlannedTurn;
  readonly telephones: Telephones;
  /** The customer's number. */
  readonly phone: string;
  /** The ticket that a merged one goes into. */
  readonly into: string | null;
  readonly group: DeviceGroup | null;
  /** The other device of the same customer. */
  readonly other: DeviceRequest;
  /** Gives people to a ticket that this one has led to. */
  readonly born: (ticket: NewTicket) => void;
}

/** What people do: null = they wait; undefined = nothing that belongs to the turn. */
type Turning = NextAction | null | undefined;

const toOnCallSeconds = 17;

/** Then people go on without the turn: what is in the way, a ticket to merge into that was closed meanwhile, may stay there. The check tells. */
const mostTries = 6;

/** A ticket's turn beside its route, as a script. Keeps how often it was tried. */
export class TurnLife {
  private tries = 0;
  private readonly ways: Readonly<Partial<Record<Turn, (ticket: SeenTicket) => Turning>>> = {
    claimed: (ticket) => this.claimed(ticket, this.near(ticket), 2),
    'on-call': (ticket) => this.claimed(ticket, onCallOf(this.setting.team), this.tries > 1 ? 2 : toOnCallSeconds),
    reopened: ({ wait, round }) => this.at(wait === 'return-visit' && round === 0, () => stepOf(this.setting.customer ?? this.csr, 'reopenTicket', { reasonCode: 'not-solved', comment: 'it came back after the call' })),
    merged: ({ wait }) => this.at(wait === 'contact' && this.setting.into !== null, () => stepOf(this.csr, 'mergeTicket', { intoId: this.setting.into ?? '', reasonCode: 'same-request' })),
    split: ({ wait, id }) => this.at(wait === 'contact', () => this.split(id)),
    'kind-changed': (ticket) => this.at(ticket.wait === 'answer', () => stepOf(this.owner(ticket), 'changeKind', { kind: 'repair', comment: 'cannot be helped from afar' })),
    'several-devices': (ticket) => this.together(ticket),
    'handed-over': (ticket) => this.at(ticket.wait === 'contact', () => this.handOver(ticket)),
    'confirmed-by-link': ({ wait }) => this.byLink(wait === 'confirmation', { act: 'confirm', satisfaction: 'satisfied' }),
    'consented-by-link': ({ wait }) => this.byLink(wait === 'consent', { act: 'agree' }),
    'surveyed-by-link': ({ wait }) => this.byLink(wait === 'return-visit', { act: 'ok', satisfaction: 'very-satisfied' }),
  };

  constructor(private readonly setting: TurnSetting) {}

  next(ticket: SeenTicket): Turning {
    const { entry } = this.setting;
    return entry.done ? undefined : this.ways[entry.turn]?.(ticket);
  }

  private at(here: boolean, step: () => Step, delay = 1): Turning {
    return here && this.tries < mostTries ? this.tried(step, delay) : undefined;
  }

  private tried(step: () => Step, delay: number): Turning {
    this.tries += 1;
    return after(delay, step(), this.noted);
  }

  private readonly noted = deedOf(() => {
    this.setting.entry.done = true;
    return Promise.resolve(true);
  });

  private claimed(ticket: SeenTicket, who: DemoStaff, delay: number): Turning {
    const queued = ticket.wait === 'supervisor-assignment' || ticket.wait === 'claim';
    return queued ? this.tried(() => stepOf(who, 'claimTicket', { epoch: ticket.epoch }), delay) : undefined;
  }

  private split(ticketId: string): Step {
    return deedOf(async (actor) => {
      const outcome = await actor.act(this.csr, 'splitTicket', { ticketId, device: this.setting.other });
      if (outcome?.ticket) this.setting.born(outcome.ticket);
      return this.taken(outcome?.state === 'DONE', outcome?.code);
    });
  }

  /** The end of a shift: everything of the owner goes to another specialist. */
  private handOver({ id, ownerId }: SeenTicket): Step {
    const { team, random } = this.setting;
    const others = team.withRole('specialist').filter(({ personId }) => personId !== ownerId);
    const toId = random.pick(others).personId;
    const reasonCode = random.pick(['absence', 'end-of-shift']);
    return deedOf(async (actor) => {
      const outcome = await actor.act(this.supervisor, 'handOverAll', { fromId: ownerId ?? '', toId, reasonCode });
      const own = outcome?.each.find(({ ticketId }) => ticketId === id);
      return this.taken(own?.state === 'DONE', own?.code);
    });
  }

  /** The results of all devices are told together; then the customer's word is one for all. */
  private together({ id, wait }: SeenTicket): Turning {
    const { group } = this.setting;
    if (!group || (wait !== 'result-telling' && wait !== 'confirmation')) return undefined;
    if (!group.allAt(id, wait)) return null;
    if (wait === 'result-telling') return undefined;
    return group.speak() ? after(1, this.confirmAll(group)) : null;
  }

  private confirmAll(group: DeviceGroup): Step {
    return deedOf(async (actor) => {
      const outcome = await actor.act(this.csr, 'confirmRequest', { requestId: group.requestId, evidence: 'RECORDED_CALL', satisfaction: 'satisfied' });
      const refused = outcome?.each.find(({ state }) => state !== 'DONE');
      const taken = outcome !== null && !refused && outcome.each.length > 0;
      this.setting.entry.done = taken;
      if (!taken) group.takeBack();
      return this.taken(taken, refused?.code);
    });
  }

  /** One try: after it somebody calls, and the check finds that the link did not do. */
  private byLink(here: boolean, form: LinkForm): Turning {
    if (!here || this.tries > 0) return undefined;
    const { telephones, phone, entry } = this.setting;
    const click = deedOf(async () => {
      const why = await clickLink(telephones, { phone, number: entry.number }, form);
      return this.taken(why === null, why);
    });
    return this.at(here, () => click, 0);
  }

  private taken(taken: boolean, why: string | null | undefined): boolean {
    if (!taken) this.setting.entry.why = why ?? 'it was not answered';
    return taken;
  }

  private near({ region }: SeenTicket): DemoStaff {
    const specialists = this.setting.team.withRole('specialist');
    return specialists.find((person) => person.region === region) ?? this.supervisor;
  }

  private owner({ ownerId }: SeenTicket): DemoStaff {
    return this.setting.team.byId(ownerId) ?? this.supervisor;
  }

  private get csr(): DemoStaff {
    return this.setting.team.one('csr');
  }

  private get supervisor(): DemoStaff {
    return this.setting.team.one('supervisor');
  }
}
