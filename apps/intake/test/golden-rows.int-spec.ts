import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CommandData, CommandName, TicketStatus } from '@mendline/contracts/ticket';
import { CLOCK, FixedClock } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { ArchiveRunService } from '../src/archive/archive-run.service.js';
import { scoreOf } from '../src/ticket/satisfaction.domain.js';
import { PolicyPackService } from '../src/policy-pack/policy-pack.service.js';
import { Recorder } from './support/life.js';
import { csr } from './support/requests.js';
import { publishPack } from './support/packs.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { RunningIntake } from './support/running.intake.js';

jest.setTimeout(240_000);

/** The table of S2, times of Shanghai; the days are public holidays, so its clocks are running time. */
const rows = [
  { number: '202405-001', kind: 'consultation', on: '2024-05-01', received: '09:30', responded: '09:45', handled: '10:20', archived: '11:00', satisfaction: 'satisfied', score: 100, remark: null },
  { number: '202405-002', kind: 'complaint-service', on: '2024-05-01', received: '14:15', responded: '14:30', handled: '16:00', archived: '17:00', satisfaction: 'basically-satisfied', score: 50, remark: 'client wants call-back apology' },
  { number: '202405-003', kind: 'consultation', on: '2024-05-02', received: '08:00', responded: '08:15', handled: '09:00', archived: '09:30', satisfaction: 'satisfied', score: 100, remark: null },
] as const;
const archiveRunAt = '17:00';
type GoldenRow = (typeof rows)[number];

const clock = new FixedClock('2024-05-01T08:00:00+08:00');
let intake: RunningIntake;

beforeAll(async () => {
  intake = await startIntake();
  const injected = intake.app.get<Clock>(CLOCK, { strict: false });
  jest.spyOn(injected, 'now').mockImplementation(() => clock.now());
  await publishPack(intake, await readFile(new URL('../../../data/packs/presets/s2.yaml', import.meta.url), 'utf8'));
});

afterAll(() => intake.close());

const at = ({ on }: GoldenRow, time: string): Date => new Date(`${on}T${time}:00+08:00`);

/** One ticket of the table, step by step: what a life would have decided, recorded at the instant of the table. */
class Row {
  private constructor(
    private readonly row: GoldenRow,
    readonly recorder: Recorder,
  ) {}

  static async register(row: GoldenRow): Promise<Row> {
    clock.set(at(row, row.received));
    const { data, message } = await intake.ask(csr, 'mutation ($input: RegisterTicketInput!) { registerTicket(input: $input) { ticket { id } } }', {
      input: { key: newKey(), kind: row.kind, channel: 'phone', region: '310000', faultClass: 'none', customer: { name: '王小明', phone: '13800138000' }, description: '电视没有声音' },
    });
    const id = (data as unknown as { registerTicket: { ticket: { id: string } } } | null)?.registerTicket.ticket.id;
    if (id === undefined) throw new Error(message);
    return new Row(row, new Recorder(intake, id));
  }

  async step<N extends CommandName>(time: string, name: N, data: CommandData[N], to: TicketStatus, ownerId?: string): Promise<void> {
    const now = at(this.row, time);
    clock.set(now);
    await this.recorder.record({ name, data, to, occurredAt: now, receivedAt: now, ...(ownerId && { ownerId }) });
  }

  async live(): Promise<void> {
    const { row } = this;
    const satisfaction = scoreOf((await this.pack()).pack, row.satisfaction, row.remark);
    await this.step(row.responded, 'review', { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, 'reviewed');
    await this.step(row.responded, 'assign', { ownerId: 'p_spec' }, 'assigned', 'p_spec');
    await this.step(row.responded, 'contact', { channel: 'phone', reached: true }, 'contacted');
    await (row.kind === 'consultation' ? this.answer() : this.settle());
    await this.step(row.handled, 'tell-result', { channel: 'phone' }, 'result-told');
    await this.step(row.handled, 'confirm', { evidence: 'click', satisfaction }, 'confirmed');
    if (row.archived === archiveRunAt) await this.archiveRun();
    await this.step(row.archived, 'archive', {}, 'archived');
  }

  /** What is complete at 17:00 is handed to the archive by the run of the day [A6-20, C18], on a holiday too. */
  private async archiveRun(): Promise<void> {
    const { row, recorder } = this;
    clock.set(at(row, row.archived));
    const runs = intake.app.get(ArchiveRunService, { strict: false });
    expect(await runs.open('huaxin', at(row, row.archived))).toBe(row.on);
    expect(await runs.page('huaxin', row.on, '', 100)).toMatchObject({ last: true });
    expect(await runs.close('huaxin', row.on)).toEqual({ day: row.on, archived: 1, incomplete: 0 });
    expect(await intake.sql(`select 1 from outbox where kind = 'temporal.update' and key = $1 and payload::text like $2`, [recorder.ticketId, `%archive-run/%`])).toHaveLength(1);
  }

  private async answer(): Promise<void> {
    await this.step(this.row.handled, 'finish-remote', { sessionId: `${this.recorder.ticketId}.r0`, result: 'solved' }, 'tried');
    await this.step(this.row.handled, 'answer', { outcomeCode: 'explained' }, 'answered');
  }

  private async settle(): Promise<void> {
    await this.step(this.row.handled, 'give-opinion', { nextFeedbackAt: at(this.row, '17:00').toISOString() }, 'opinion-given');
    await this.step(this.row.handled, 'investigate', { findingCode: 'attitude', responsibleIds: [] }, 'investigated');
    await this.step(this.row.handled, 'handle-complaint', { measureCode: 'apology' }, 'handled');
  }

  private pack() {
    const packs = intake.app.get(PolicyPackService, { strict: false });
    return intake.app.get(Database, { strict: false }).tx('huaxin', (em) => packs.current(em, 'huaxin'));
  }
}

describe('[A16-26] [A2-15] [A6-1] [A6-2] [A6-3] [A6-4] [A6-5] [A6-6] [A6-20] the rows of the table under the preset of S2', () => {
  it.each(rows)('$number: every instant and every clock is the table\'s', async (row) => {
    const life = await Row.register(row);
    const id = life.recorder.ticketId;
    await life.live();
    const [ticket] = await intake.sql(
      `select number, status, satisfaction, received_at as received, closed_at as closed, archived_at as archived, pack from tickets where id = $1`, [id]);
    expect(ticket).toEqual({ number: row.number, status: 'archived', satisfaction: row.score, received: at(row, row.received), closed: at(row, row.handled), archived: at(row, row.archived), pack: 's2' });
    const reached = await intake.sql<{ status: string; at: Date }>('select to_status as status, effective_at as at from ticket_transitions where ticket_id = $1', [id]);
    const when = (status: string): Date | undefined => reached.find((step) => step.status === status)?.at;
    expect([when('reviewed'), when(row.kind === 'consultation' ? 'answered' : 'handled'), when('archived')]).toEqual([at(row, row.responded), at(row, row.handled), at(row, row.archived)]);

    const clocks = await intake.sql<{ target: string; due: Date; stopped: Date; result: string }>('select target, due_at as due, stopped_at as stopped, result from ticket_clocks where ticket_id = $1', [id]);
    const of = (target: string) => clocks.find((one) => one.target === target);
    // 15 minutes to the minute: a stop at the due instant is on time.
    for (const target of ['review', 'first-response']) expect(of(target)).toMatchObject({ due: at(row, row.responded), stopped: at(row, row.responded), result: 'met' });
    expect(of('contact')?.due).toEqual(new Date(at(row, row.responded).getTime() + 30 * 60_000));
    expect(of('respond')?.due).toEqual(new Date(at(row, row.received).getTime() + 120 * 60_000));
    expect(of('archive')).toMatchObject({ due: at(row, '17:00'), stopped: at(row, row.archived), result: 'met' });
    if (row.kind === 'consultation') expect(of('answer')).toMatchObject({ due: new Date(at(row, row.responded).getTime() + 120 * 60_000), result: 'met' });
    else expect(of('opinion')).toMatchObject({ due: new Date(at(row, row.received).getTime() + 24 * 3_600_000), result: 'met' });
    expect(clocks.filter(({ result }) => result !== 'met' && result !== 'dropped')).toEqual([]);
    expect(clocks.map(({ target }) => target)).not.toContain('return-visit');
    expect(await intake.sql('select 1 from escalations where ticket_id = $1', [id])).toEqual([]);
  });

  it('the serial runs through the month, not the day, and begins anew with the next', async () => {
    clock.set('2024-06-01T00:00:00+08:00');
    const { data } = await intake.ask(csr, 'mutation ($input: RegisterTicketInput!) { registerTicket(input: $input) { ticket { number } } }', {
      input: { key: newKey(), kind: 'consultation', channel: 'phone', region: '310000', faultClass: 'none', customer: { name: '王小明', phone: '13800138000' }, description: '电视没有声音' },
    });
    expect(data).toMatchObject({ registerTicket: { ticket: { number: '202406-001' } } });
  });
});
