import { readFile } from 'node:fs/promises';
import { jest } from '@jest/globals';
import type { CommandData, CommandName, TicketFlow, TicketStatus } from '@mendline/contracts/ticket';
import { CLOCK, FixedClock } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { office, setCalendar } from './calendars.js';
import { aVisit, Recorder } from './life.js';
import { caller, csr } from './requests.js';
import { newKey } from './running.intake.js';
import type { Caller, RunningIntake } from './running.intake.js';

/** What brings a ticket to a status, as its life would have decided. */
type Deed = { readonly [N in CommandName]: { readonly name: N; readonly data: CommandData[N]; readonly flow?: Partial<TicketFlow> } }[CommandName];

/** The window of every visit in these lives: two hours, from the minute that a step names. */
const windowFrom = (from: Date): { from: string; to: string } => ({ from: from.toISOString(), to: new Date(from.getTime() + 7_200_000).toISOString() });

const deedOf = (to: TicketStatus, ticketId: string, window: ReturnType<typeof windowFrom>): Deed => {
  const visit = { visitId: `${ticketId}.v1` };
  const plan = { planId: `${ticketId}.p1`, version: 1, approval: false, consent: true };
  const engaged = aVisit(ticketId, { engineerId: 'p_eng' });
  const deeds: Partial<Record<TicketStatus, Deed>> = {
    reviewed: { name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null } },
    assigned: { name: 'assign', data: { ownerId: 'p_spec' } },
    contacted: { name: 'contact', data: { channel: 'phone', reached: true } },
    tried: { name: 'finish-remote', data: { sessionId: `${ticketId}.r0`, result: 'solved' } },
    answered: { name: 'answer', data: { outcomeCode: 'explained' } },
    planned: { name: 'plan', data: plan, flow: { plan } },
    approved: { name: 'approve-plan', data: { planId: plan.planId, version: 1, decision: 'approve', reasonCode: null } },
    consented: { name: 'consent', data: { planId: plan.planId, version: 1, decision: 'agree', evidence: 'click', reasonCode: null, then: null }, flow: { planReady: true, visits: 1, visit: aVisit(ticketId) } },
    dispatched: { name: 'assign-engineer', data: { engineerId: 'p_eng' }, flow: { visit: engaged } },
    scheduled: { name: 'agree-window', data: { ...visit, ...window }, flow: { visit: { ...engaged, window } } },
    arrived: { name: 'arrive', data: visit, flow: { visit: { ...engaged, window, onSite: true } } },
    solved: { name: 'finish-visit', data: { ...visit, outcome: 'done', reasonCode: null }, flow: { visit: null } },
    'opinion-given': { name: 'give-opinion', data: { nextFeedbackAt: window.to } },
    reported: { name: 'report-facts', data: {} },
    contained: { name: 'contain', data: { inProcess: 'not-affected', inStock: 'blocked', measureCode: 'design-change', responsibleIds: [] } },
    'result-told': { name: 'tell-result', data: { channel: 'phone' } },
    confirmed: { name: 'confirm', data: { evidence: 'click', satisfaction: null } },
    'return-visited': { name: 'return-visit', data: { reached: true, result: 'ok', satisfaction: null, reasonCode: null } },
  };
  const deed = deeds[to];
  if (!deed) throw new Error(`no step leads to ${to} here`);
  return deed;
};

/** An instant of Shanghai: `2024-09-30 10:00`. */
export const shanghai = (at: string): Date => new Date(`${at.replace(' ', 'T')}:00+08:00`);

/** Tickets that live by the handbooks' packs at instants of the test's choice, recorded on the real database. */
export class Handbooks {
  private readonly clock = new FixedClock('2024-09-30T08:00:00+08:00');
  private published: string | null = null;

  constructor(private readonly intake: RunningIntake) {
    jest.spyOn(intake.app.get<Clock>(CLOCK, { strict: false }), 'now').mockImplementation(() => this.clock.now());
  }

  /** The same tenant goes over to another handbook: what is registered from now on lives by it. */
  async goBy(preset: string): Promise<void> {
    if (this.published === preset) return;
    const yaml = await readFile(new URL(`../../../../data/packs/presets/${preset}.yaml`, import.meta.url), 'utf8');
    await this.do('publishPolicyPack', 'PublishPolicyPackInput', 'state', { yaml });
    this.published = preset;
  }

  /** Office hours with the Sundays that are worked and the holidays that are not, as China published them; duty hours on every day [A1-7]. */
  async setCalendars(year: number): Promise<unknown> {
    const duty = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '08:00', to: '22:00' }));
    await setCalendar(this.intake, office());
    await setCalendar(this.intake, office({ code: 'duty', periods: [{ validFrom: null, week: duty }] }));
    return this.do('importHolidays', 'ImportHolidaysInput', 'state', { code: 'office', country: 'CN', from: year, to: year });
  }

  async register(at: string, kind: string, priority?: string): Promise<Recorder> {
    this.clock.set(shanghai(at));
    const goods = { brand: '华信', model: 'HX-55', category: 'TV', faultClass: 'hardware' };
    const input = { kind, channel: 'phone', region: '310000', faultClass: 'none', customer: caller, description: '电视没有声音', ...(kind !== 'consultation' && goods), ...(priority && { priority }) };
    const { registerTicket } = (await this.do('registerTicket', 'RegisterTicketInput', 'ticket { id }', input, csr)) as { registerTicket: { ticket: { id: string } } };
    return new Recorder(this.intake, registerTicket.ticket.id);
  }

  /** Takes a ticket over its route, a step at a time: `2024-09-30 10:00 contacted`. The visit's window begins at `windowAt`. */
  async live(recorder: Recorder, steps: readonly string[], windowAt = '2024-10-08 14:00'): Promise<void> {
    for (const step of steps) {
      const now = shanghai(step.slice(0, 16));
      const to = step.slice(17) as TicketStatus;
      const { name, data, flow } = deedOf(to, recorder.ticketId, windowFrom(shanghai(windowAt)));
      this.clock.set(now);
      await recorder.record({ name, data: data, to, occurredAt: now, receivedAt: now, ...(flow && { flow }), ...(to === 'assigned' && { ownerId: 'p_spec' }) });
    }
  }

  /** When a clock of a ticket is due in Shanghai, and its next level; null = it has none. */
  async due({ ticketId }: Recorder, target: string): Promise<{ due: string | null; nextLevel: string | null } | null> {
    const [clock] = await this.intake.sql<{ due: Date | null; level: Date | null }>('select due_at as due, next_level_at as level from ticket_clocks where ticket_id = $1 and target = $2 order by started_at desc limit 1', [ticketId, target]);
    return clock ? { due: local(clock.due), nextLevel: local(clock.level) } : null;
  }

  private async do(name: string, type: string, answer: string, input: object, by: Caller = { roles: ['administrator'], personId: 'p_admin' }): Promise<unknown> {
    const { data, reason, message } = await this.intake.ask(by, `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} } }`, { input: { key: newKey(), ...input } });
    if (!data) throw new Error(`${name}: ${reason ?? ''} ${message ?? ''}`);
    return data;
  }
}

const local = (at: Date | null): string | null => at && new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
