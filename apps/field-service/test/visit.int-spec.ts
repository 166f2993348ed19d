import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { visitIdOf } from '@mendline/contracts/field-service';
import { newTicketId } from '@mendline/platform/ids';
import { checklistItems } from '../src/visit/checklist.domain.js';
import { arrived, customer, engineer, key, mark, openTicket, openVisit, owner, publishPack, sentFile, stock, submitted, supervisor, type VisitScene } from './repair.scene.js';
import { type Bench, caller, look, now, openBench } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
  await publishPack(bench);
  await stock(bench, 'MB-200', 50, { serialised: true, models: ['X100', 'X200'] });
  await stock(bench, 'FUSE-1', 500);
}, 30_000);
afterAll(() => bench.close());

const rowOf = async (visitId: string) => (await look(bench, 'select * from visits where visit_id = $1', [visitId]))[0];
const typesOf = async (ticketId: string) =>
  (await look<{ type: string }>(bench, `select type from fact_log where key = $1 and type like 'field-service.visit.%' order by position`, [ticketId])).map(({ type }) => type.split('.')[2]);
const report = ({ ticketId, visitId }: VisitScene) => ({ key: key(), ticketId, visitId });
const close = (scene: VisitScene, outcome: 'done' | 'needs-parts', commandId = key()) => bench.activities.closeVisit({ ...scene, outcome, commandId });
const items = checklistItems.map((item) => ({ item, answer: 'done' }) as const);

describe('a visit', () => {
  it('opens once for its engineer, and once more for another before arrival [A7-12], whose window is agreed anew', async () => {
    const scene = await openVisit(bench);
    await bench.activities.scheduleVisit({ ...scene, window: { from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z' } });
    await mark(bench, scene, 'departed', '2024-05-01T01:00:00.000Z');
    await Promise.all([1, 2, 3].map(() => bench.activities.openVisit({ ...scene, engineerId: 'e1' })));
    expect(await rowOf(scene.visitId)).toMatchObject({ engineer_id: 'e1', departed_at: new Date('2024-05-01T01:00:00.000Z') });
    await bench.activities.openVisit({ ...scene, engineerId: 'e2' });
    expect(await rowOf(scene.visitId)).toMatchObject({ engineer_id: 'e2', window_from: null, departed_at: null });
    expect(await typesOf(scene.ticketId)).toEqual(['opened', 'scheduled', 'marked', 'opened']);
  });

  it('[A7-10] keeps the window that was agreed, however often it is told', async () => {
    const scene = await openVisit(bench);
    const window = { from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z' };
    for (const _ of [1, 2]) await bench.activities.scheduleVisit({ ...scene, window });
    expect(await typesOf(scene.ticketId)).toEqual(['opened', 'scheduled']);
    await expect(bench.activities.scheduleVisit({ ...scene, visitId: `${scene.ticketId}.v9`, window })).rejects.toThrow('not open yet');
  });

  it('[A9-5] [A6-21] passes its nodes in order, each at a possible instant, once', async () => {
    const scene = await openVisit(bench);
    const commandId = key();
    expect(await mark(bench, scene, 'arrived', '2024-05-01T01:00:00.000Z')).toEqual({ refusal: 'visit.not-departed' });
    expect(await mark(bench, scene, 'departed', '2024-05-01T01:00:00.000Z', commandId)).toEqual({ refusal: null });
    expect(await mark(bench, scene, 'departed', '2024-05-01T01:00:00.000Z', commandId)).toEqual({ refusal: null });
    expect(await mark(bench, scene, 'departed', '2024-05-01T01:05:00.000Z')).toEqual({ refusal: 'visit.node-passed' });
    expect(await mark(bench, scene, 'called-ahead', '2024-05-01T00:59:00.000Z')).toEqual({ refusal: 'visit.instant-impossible' });
    expect(await mark(bench, scene, 'arrived', '2024-05-01T01:30:00.000Z')).toEqual({ refusal: null });
    expect(await mark(bench, scene, 'called-ahead', '2024-05-01T01:31:00.000Z')).toEqual({ refusal: 'visit.node-passed' });
    const unknown = { refusal: 'visit.unknown' };
    expect(await mark(bench, { ...scene, tenantId: 'borealis' }, 'departed', '2024-05-01T01:00:00.000Z')).toEqual(unknown);
    expect(await mark(bench, { ...scene, ticketId: newTicketId('cn1') }, 'departed', '2024-05-01T01:00:00.000Z')).toEqual(unknown);
    await bench.activities.openVisit({ ...scene, engineerId: 'e2' });
    expect(await rowOf(scene.visitId)).toMatchObject({ engineer_id: 'e1' });
  });

  it('is not given back by a late attempt of an earlier step, and keeps the window that was agreed last', async () => {
    const scene = await openVisit(bench);
    const [first, second] = [{ from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z' }, { from: '2024-05-03T01:00:00.000Z', to: '2024-05-03T03:00:00.000Z' }];
    const [toE2, toE3] = [{ ...scene, engineerId: 'e2', key: '5.open-visit' }, { ...scene, engineerId: 'e3', key: '6.open-visit' }];
    const departure = key();
    await bench.activities.openVisit(toE2);
    await mark(bench, scene, 'departed', '2024-05-01T01:00:00.000Z', departure);
    await bench.activities.openVisit(toE3);
    for (const [n, window] of [first, second, first].entries()) await bench.activities.scheduleVisit({ ...scene, window, key: `${(n % 2) + 7}.schedule-visit` });
    await bench.activities.openVisit(toE2);
    expect(await mark(bench, scene, 'departed', '2024-05-01T01:00:00.000Z', departure)).toEqual({ refusal: null });
    expect(await rowOf(scene.visitId)).toMatchObject({ engineer_id: 'e3', departed_at: null, window_from: new Date(second.from) });
    expect(await mark(bench, scene, 'departed', '2024-05-03T00:30:00.000Z')).toEqual({ refusal: null });
  });

  it('[A9-5] [A6-21] is travelled anew to a window apart from the one that the engineer departed for, and on to one that follows', async () => {
    const scene = await openVisit(bench);
    const window = (day: string, from: string, to: string) => ({ from: `2024-05-${day}T${from}:00:00.000Z`, to: `2024-05-${day}T${to}:00:00.000Z` });
    const agree = (key: string, next: ReturnType<typeof window>) => bench.activities.scheduleVisit({ ...scene, window: next, key });
    const [departure, call] = [key(), key()];
    await agree('5', window('01', '01', '03'));
    await mark(bench, scene, 'departed', '2024-05-01T00:30:00.000Z', departure);
    await mark(bench, scene, 'called-ahead', '2024-05-01T00:55:00.000Z', call);
    for (const [n, next] of [window('01', '02', '04'), window('01', '04', '05')].entries()) await agree(`${n + 6}`, next);
    expect(await rowOf(scene.visitId)).toMatchObject({ departed_at: new Date('2024-05-01T00:30:00.000Z'), called_ahead_at: expect.any(Date) });
    await agree('8', window('02', '01', '03'));
    expect(await mark(bench, scene, 'departed', '2024-05-01T00:30:00.000Z', departure)).toEqual({ refusal: null });
    expect(await mark(bench, scene, 'called-ahead', '2024-05-01T00:55:00.000Z', call)).toEqual({ refusal: null });
    expect(await rowOf(scene.visitId)).toMatchObject({ departed_at: null, called_ahead_at: null, mark_commands: {} });
    expect(await mark(bench, scene, 'departed', '2024-05-02T00:30:00.000Z')).toEqual({ refusal: null });
    expect(await mark(bench, scene, 'called-ahead', '2024-05-02T00:55:00.000Z')).toEqual({ refusal: null });
    await agree('8', window('02', '01', '03'));
    expect(await mark(bench, scene, 'arrived', '2024-05-02T01:00:00.000Z')).toEqual({ refusal: null });
    await agree('9', window('03', '01', '03'));
    expect(await rowOf(scene.visitId)).toMatchObject({ departed_at: new Date('2024-05-02T00:30:00.000Z') });
  });

  it('passes no node, and does not end, by a late attempt of what was refused before', async () => {
    const scene = await openVisit(bench);
    const early = key();
    expect(await mark(bench, scene, 'arrived', '2024-05-01T01:30:00.000Z', early)).toEqual({ refusal: 'visit.not-departed' });
    await mark(bench, scene, 'departed', '2024-05-01T01:00:00.000Z');
    expect(await mark(bench, scene, 'arrived', '2024-05-01T01:30:00.000Z', early)).toEqual({ refusal: 'visit.not-departed' });
    expect(await mark(bench, scene, 'arrived', '2024-05-01T01:40:00.000Z')).toEqual({ refusal: null });
    const ending = key();
    expect(await close(scene, 'done', ending)).toEqual({ refusal: 'visit.fault-not-located' });
    await bench.findings.locate(engineer, { ...report(scene), faultCode: 'no-power', causeCode: 'fuse' });
    await bench.findings.work(engineer, { ...report(scene), measure: 'replace-part', minutes: 30 });
    await bench.findings.test(engineer, { ...report(scene), result: 'normal' });
    await bench.findings.checklist(engineer, { ...report(scene), items });
    expect(await close(scene, 'done', ending)).toEqual({ refusal: 'visit.fault-not-located' });
    expect(await close(scene, 'needs-parts')).toEqual({ refusal: null });
  });

  it('ends as done only with fault, work, test and list recorded, told one after the other [A9-2, A9-4, A9-5, A9-13]', async () => {
    const scene = await arrived(bench);
    const refused = async () => (await close(scene, 'done')).refusal;
    expect(await refused()).toBe('visit.fault-not-located');
    await expect(bench.findings.work(engineer, { ...report(scene), measure: 'replace-part', minutes: 30 })).rejects.toMatchObject({ kind: 'conflict', code: 'visit.fault-not-located' });
    await bench.findings.locate(engineer, { ...report(scene), faultCode: 'no-power', causeCode: 'mainboard-burnt' });
    expect(await refused()).toBe('visit.work-not-recorded');
    await expect(bench.findings.test(engineer, { ...report(scene), result: 'normal' })).rejects.toMatchObject({ code: 'visit.work-not-recorded' });
    await bench.findings.work(engineer, { ...report(scene), measure: 'replace-part', minutes: 30 });
    expect(await refused()).toBe('visit.test-missing');
    await bench.findings.test(engineer, { ...report(scene), result: 'abnormal' });
    expect(await refused()).toBe('visit.test-abnormal');
    await bench.findings.test(engineer, { ...report(scene), result: 'normal' });
    expect(await refused()).toBe('visit.checklist-missing');
    await bench.findings.checklist(engineer, { ...report(scene), items });
    expect(await Promise.all([close(scene, 'done'), close(scene, 'done')])).toEqual([{ refusal: null }, { refusal: null }]);
    expect(await close(scene, 'needs-parts')).toEqual({ refusal: 'visit.ended' });
    await expect(bench.findings.work(engineer, { ...report(scene), measure: 'clean', minutes: 1 })).rejects.toMatchObject({ code: 'visit.ended' });
    expect(await typesOf(scene.ticketId)).toEqual(['opened', 'marked', 'marked', 'located', 'tested', 'tested', 'closed']);
  });

  it('ends otherwise without any of it', async () => {
    const scene = await arrived(bench);
    expect(await close(scene, 'needs-parts')).toEqual({ refusal: null });
    expect(await rowOf(scene.visitId)).toMatchObject({ state: 'closed', outcome: 'needs-parts' });
  });

  it('abandoned in any order with its opening is abandoned', async () => {
    for (let round = 0; round < 6; round += 1) {
      const ticketId = newTicketId('cn1');
      const scene = { tenantId: 'huaxin', ticketId, visitId: visitIdOf(ticketId, 1) };
      await Promise.all([bench.activities.openVisit({ ...scene, engineerId: 'e1', plan: { planId: `${ticketId}.p1`, version: 1 } }), bench.activities.abandonVisit(scene)]);
      await bench.activities.abandonVisit(scene);
      expect(await rowOf(scene.visitId)).toMatchObject({ state: 'abandoned' });
      expect([[], ['opened', 'closed']]).toContainEqual(await typesOf(ticketId));
    }
  });
});

describe('what is recorded on site', () => {
  it('is the engineer’s or a supervisor’s, after the arrival, of this tenant; nothing is left of what is refused', async () => {
    const scene = await openVisit(bench);
    const locate = (who: ReturnType<typeof caller>, change: object = {}) => bench.findings.locate(who, { ...report(scene), faultCode: 'no-power', causeCode: 'fuse', ...change });
    await expect(locate(engineer)).rejects.toMatchObject({ kind: 'conflict', code: 'visit.not-arrived' });
    await mark(bench, scene, 'departed', '2024-05-01T01:00:00.000Z');
    await mark(bench, scene, 'arrived', '2024-05-01T01:30:00.000Z');
    await expect(locate(owner)).rejects.toMatchObject({ kind: 'conflict', code: 'visit.not-engineer' });
    await expect(locate(engineer, { occurredAt: new Date('2024-05-01T01:29:00Z') })).rejects.toMatchObject({ code: 'visit.instant-impossible' });
    await expect(locate(engineer, { occurredAt: new Date('2024-05-01T03:00:00Z') })).rejects.toMatchObject({ code: 'command.occurred-in-future' });
    await expect(locate(engineer, { faultCode: 'No Power!' })).rejects.toMatchObject({ kind: 'invalid', code: 'visit.fault-code-invalid' });
    const unknown = { kind: 'not-found', code: 'visit.not-found' };
    await expect(locate(caller('e1', { tenant: 'borealis' }))).rejects.toMatchObject(unknown);
    await expect(locate(engineer, { ticketId: newTicketId('cn1') })).rejects.toMatchObject(unknown);
    expect(await rowOf(scene.visitId)).toMatchObject({ located_at: null });
    await locate(supervisor);
    expect(await rowOf(scene.visitId)).toMatchObject({ fault_code: 'no-power', located_at: now });
  });

  it('[A9-4] is one step however often its key is sent, numbered beside others at the same time', async () => {
    const scene = await arrived(bench);
    await bench.findings.locate(engineer, { ...report(scene), faultCode: 'no-power', causeCode: 'fuse' });
    const step = { ...report(scene), measure: 'clean', minutes: 5 } as const;
    await Promise.all(Array.from({ length: 5 }, () => bench.findings.work(engineer, step)));
    await Promise.all(Array.from({ length: 4 }, () => bench.findings.work(engineer, { ...step, key: key() })));
    expect((await bench.visitLists.find(engineer, scene.ticketId, scene.visitId))?.shownWorks.map((row) => row.number)).toEqual([1, 2, 3, 4, 5]);
    await expect(bench.findings.work(engineer, { ...step, key: key(), minutes: -1 })).rejects.toMatchObject({ kind: 'invalid', code: 'visit.minutes-invalid' });
  });

  it('[A9-2] takes the list whole', async () => {
    const scene = await arrived(bench);
    const fill = (list: readonly { item: string; answer: 'done' }[]) => bench.findings.checklist(engineer, { ...report(scene), items: list });
    await expect(fill(items.slice(1))).rejects.toMatchObject({ kind: 'invalid', code: 'checklist.incomplete' });
    await expect(fill([...items, { item: 'sing', answer: 'done' }])).rejects.toMatchObject({ kind: 'invalid', code: 'checklist.item-unknown' });
    await expect(fill([...items, ...items.slice(0, 1)])).rejects.toMatchObject({ kind: 'invalid', code: 'checklist.item-twice' });
  });

  it('[A10-2] [A10-3] [A10-4] [A10-8] ends in the acceptance: signature, satisfaction of the pack, a reason where it is low', async () => {
    const scene = await arrived(bench);
    const [signature, photo] = [await sentFile(bench, scene.ticketId), await sentFile(bench, scene.ticketId, 'photo')];
    const accept = (change: object = {}) => bench.acceptances.accept(engineer, { ...report(scene), signedBy: 'customer', signature, satisfaction: 'satisfied', ...change });
    await expect(accept()).rejects.toMatchObject({ kind: 'conflict', code: 'visit.test-missing' });
    await bench.findings.locate(engineer, { ...report(scene), faultCode: 'no-power', causeCode: 'fuse' });
    await bench.findings.work(engineer, { ...report(scene), measure: 'clean', minutes: 5, text: '李雷在场' });
    await bench.findings.test(engineer, { ...report(scene), result: 'normal' });
    await expect(accept({ satisfaction: 'delighted' })).rejects.toMatchObject({ kind: 'conflict', code: 'acceptance.satisfaction-unknown' });
    await expect(accept({ satisfaction: 'dissatisfied' })).rejects.toMatchObject({ kind: 'conflict', code: 'acceptance.reason-missing' });
    await expect(accept({ signature: { fileId: 'fil_none' } })).rejects.toMatchObject({ kind: 'not-found', code: 'file.not-found' });
    await expect(accept({ signature: photo })).rejects.toMatchObject({ kind: 'conflict', code: 'file.purpose-mismatch' });
    await bench.acceptances.photo(engineer, { ...report(scene), kind: 'after', file: photo });
    await accept({ satisfaction: 'dissatisfied', opinion: '等了太久，李雷' });
    expect(await bench.visitLists.find(engineer, scene.ticketId, scene.visitId)).toMatchObject({ satisfaction: 'dissatisfied', signature, photos: [{ kind: 'after', ...photo }], opinion: { text: '等了太久，李雷' } });
    const [[forCustomer] = []] = await bench.visitLists.ofTickets(customer('c1'), [scene.ticketId]);
    expect(forCustomer).toMatchObject({ opinion: { text: '等了太久，李雷' }, shownWorks: [{ shown: { text: null, withheld: true } }] });
    const [[forStaff] = []] = await bench.visitLists.ofTickets(supervisor, [scene.ticketId]);
    expect(forStaff).toMatchObject({ opinion: { text: null, withheld: true }, shownWorks: [{ shown: { text: null, withheld: true } }] });
    for (const table of ['visits', 'visit_works', 'commands', 'fact_log']) expect(await look(bench, `select 1 from ${table} t where t::text like '%李雷%'`)).toEqual([]);
  });
});

describe('parts on site', () => {
  const use = (scene: VisitScene, change: object = {}) => bench.visitParts.use(engineer, { ...report(scene), partNumber: 'MB-200', quantity: 1, serialNumbers: [key()], ...change });
  const plan = (quantity: number) => ({ parts: [{ partNumber: 'MB-200', quantity }], quote: { currency: 'CNY', taxBasisPoints: 0, lines: [] } });

  it('[A9-1] [A9-4] are checked against plan, machine and serial numbers, and leave the stock', async () => {
    const before = await look<{ on_hand: number }>(bench, `select on_hand from part_stocks where part_number = 'MB-200'`);
    const scene = await arrived(bench, plan(2));
    const serial = key();
    await use(scene, { serialNumbers: [serial] });
    await expect(use(scene, { serialNumbers: [] })).rejects.toMatchObject({ kind: 'conflict', code: 'part.serials-missing' });
    await expect(use(scene, { serialNumbers: [serial] })).rejects.toMatchObject({ kind: 'conflict', code: 'part.serial-used' });
    await expect(use(scene, { quantity: 2, serialNumbers: [key(), key()] })).rejects.toMatchObject({ kind: 'conflict', code: 'part.beyond-plan' });
    await expect(use(scene, { partNumber: 'FUSE-1', serialNumbers: [] })).rejects.toMatchObject({ kind: 'conflict', code: 'part.not-in-plan' });
    await expect(use(scene, { partNumber: 'MOON-1' })).rejects.toMatchObject({ kind: 'conflict', code: 'part.unknown' });
    await expect(use(scene, { quantity: -1 })).rejects.toMatchObject({ kind: 'invalid', code: 'part.quantity-invalid' });
    expect(await look(bench, `select on_hand from part_stocks where part_number = 'MB-200'`)).toEqual([{ on_hand: (before[0]?.on_hand ?? 0) - 1 }]);
    expect((await bench.visitLists.find(engineer, scene.ticketId, scene.visitId))?.parts).toMatchObject([{ kind: 'used', serialNumbers: [serial] }]);
  });

  it('[A9-1] that do not fit the model are refused', async () => {
    const ticketId = await openTicket(bench, 'huaxin', 'Z9');
    const ref = await submitted(bench, ticketId, plan(1));
    const scene = { tenantId: 'huaxin', ticketId, visitId: visitIdOf(ticketId, 1), plan: ref };
    await bench.activities.reserveParts({ tenantId: 'huaxin', ticketId, ...ref });
    await bench.activities.openVisit({ ...scene, engineerId: 'e1' });
    await mark(bench, scene, 'departed', '2024-05-01T01:00:00.000Z');
    await mark(bench, scene, 'arrived', '2024-05-01T01:30:00.000Z');
    await expect(use(scene)).rejects.toMatchObject({ kind: 'conflict', code: 'part.wrong-model' });
  });

  it('[A9-11] old ones are kept with what becomes of them and the customer’s signature', async () => {
    const scene = await arrived(bench);
    const signature = await sentFile(bench, scene.ticketId);
    await bench.visitParts.takeOut(engineer, { ...report(scene), partNumber: 'MB-100', quantity: 1, serialNumbers: ['OLD-1'], disposition: 'recovered', signature });
    expect((await bench.visitLists.find(engineer, scene.ticketId, scene.visitId))?.parts).toMatchObject([{ kind: 'old', partNumber: 'MB-100', disposition: 'recovered', signature }]);
    expect(await look(bench, 'select attached_to from files where file_id = $1', [signature.fileId])).toEqual([{ attached_to: expect.stringContaining(`visit:${scene.visitId}/old-parts:`) }]);
    const again = { ...report(scene), partNumber: 'MB-101', quantity: 1, serialNumbers: [], disposition: 'scrapped', signature } as const;
    await expect(bench.visitParts.takeOut(engineer, again)).rejects.toMatchObject({ kind: 'conflict', code: 'file.already-attached' });
  });
});

describe('the commands of a visit', () => {
  it('go to the ticket’s life, wait for a visit that is being opened, and are NOT_FOUND for another’s', async () => {
    const scene = await openVisit(bench);
    const window = { from: new Date('2024-05-02T01:00:00Z'), to: new Date('2024-05-02T03:00:00Z') };
    await bench.visitCommands.agreeWindow(engineer, { ...report(scene), ...window });
    expect(bench.deliveries.at(-1)?.command).toMatchObject({ name: 'agree-window', data: { visitId: scene.visitId, from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z' } });
    await expect(bench.visitCommands.agreeWindow(engineer, { ...report(scene), from: window.to, to: window.from })).rejects.toMatchObject({ kind: 'invalid', code: 'visit.window-impossible' });
    for (const [send, name] of [['depart', 'depart'], ['callAhead', 'call-ahead'], ['arrive', 'arrive']] as const) {
      await bench.visitCommands[send](engineer, report(scene));
      expect(bench.deliveries.at(-1)?.command).toMatchObject({ name, data: { visitId: scene.visitId }, actor: { personId: 'e1' } });
    }
    await bench.visitCommands.finish(engineer, { ...report(scene), outcome: 'needs-parts', reasonCode: 'no-part' });
    expect(bench.deliveries.at(-1)?.command).toMatchObject({ name: 'finish-visit', data: { outcome: 'needs-parts', reasonCode: 'no-part', outcomeCode: null } });
    await expect(bench.visitCommands.depart(caller('e1', { tenant: 'borealis' }), report(scene))).rejects.toMatchObject({ kind: 'not-found', code: 'visit.not-found' });
  });

  it('tell the ticket what became of the machine: as the engineer says, else by the work; of no visit that is not done', async () => {
    const scene = await openVisit(bench);
    const closing = async (result?: 'no-fault-found'): Promise<unknown> => {
      await bench.visitCommands.finish(engineer, { ...report(scene), outcome: 'done', ...(result && { result }) });
      return bench.deliveries.at(-1)?.command.data;
    };
    expect(await closing()).toEqual({ visitId: scene.visitId, outcome: 'done', reasonCode: null, outcomeCode: 'repaired' });
    expect(await closing('no-fault-found')).toMatchObject({ outcomeCode: 'no-fault-found' });
    await expect(bench.visitCommands.finish(engineer, { ...report(scene), outcome: 'wrong-skill', reasonCode: 'other-trade', result: 'repaired' })).rejects.toMatchObject({ kind: 'invalid', code: 'visit.result-not-done' });
  });

  it('an engineer’s day shows his visits by window, and nobody else’s', async () => {
    const day = new Date('2024-06-01T00:00:00Z');
    const [first, second] = [await openVisit(bench), await openVisit(bench)];
    for (const [scene, from, to] of [[first, '05', '06'], [second, '02', '03']] as const) {
      await bench.activities.openVisit({ ...scene, engineerId: 'e_day' });
      await bench.activities.scheduleVisit({ ...scene, window: { from: `2024-06-01T${from}:00:00.000Z`, to: `2024-06-01T${to}:00:00.000Z` } });
    }
    const mine = await bench.visitLists.mine(caller('e_day', { roles: ['engineer'] }), day, 20);
    expect(mine.map(({ visitId }) => visitId)).toEqual([second.visitId, first.visitId]);
    expect(await bench.visitLists.mine(caller('e_day', { tenant: 'borealis' }), day, 20)).toEqual([]);
    expect(await bench.visitLists.mine(caller('e_other'), day, 20)).toEqual([]);
  });
});
