import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findLeaks } from '@mendline/testing';
import { dumpDatabase, dumpLogs, dumpTopics, HistoryDump, topicsOf } from '../src/leaks/index.js';
import { RepairScene, Scene, sideBySide } from '../src/scene/index.js';
import { SmsProvider } from '../src/demo/sms.provider.js';
import { byLinks, late } from './links.script.js';

describe('a customer without a login', () => {
  let scene: RepairScene;
  let provider: SmsProvider;
  let lives: ReturnType<typeof start>;

  const start = () => sideBySide(scene, { byLinks: (context: RepairScene) => byLinks(context, provider), late: (context: RepairScene) => late(context, provider) });
  const commands = async (ticketId: string): Promise<readonly (string | null)[]> => (await scene.scene.see(ticketId)).timeline.edges.map(({ node }) => node.command);

  beforeAll(async () => {
    scene = new RepairScene(await Scene.open('links'));
    provider = await SmsProvider.open();
    await provider.serve(scene.scene.system.graphql, scene.team, scene.scene.runId);
    lives = start();
  });

  afterAll(() => provider.close());

  it('[A2-13] [A7-9] gets the number with a link by short message, and sees by it how far the request is, in Chinese and English', async () => {
    const { begun, far, number } = await lives.byLinks;
    expect([begun.zh.status, begun.en.status]).toEqual([200, 200]);
    for (const shown of ['华信电器', '服务进度', '已登记', number]) expect(begun.zh.body).toContain(shown);
    for (const shown of ['Huaxin Electric', 'Progress of your request', number]) expect(begun.en.body).toContain(shown);
    for (const shown of ['已确认', '已回访']) expect(far.body).toContain(shown);
  });

  it('[A8-4] [A8-5] [C12] reads plan and quote, agrees by the link once, and nothing happens before', async () => {
    const { quote, unread, agreed, consented, agreedAgain, ticket } = await lives.byLinks;
    for (const shown of ['请确认维修方案和报价', 'FAN-12', 'CNY 237.30']) expect(quote.zh.body).toContain(shown);
    expect(quote.en.body).toContain('Please agree to plan and quote');
    expect(unread.status).toBe('approved');
    expect([200, 202]).toContain(agreed.status);
    expect(consented.currentPlan).toMatchObject({ version: 1, consent: true });
    expect([200, agreedAgain.body.includes('已收到您的答复')]).toEqual([agreedAgain.status, true]);
    expect((await commands(ticket.id)).filter((name) => name === 'consent')).toHaveLength(1);
  });

  it('[A10-2] [A10-3] [C12] confirms the result by the link, once, and by no other link', async () => {
    const { asked, wrongPage, clicks, confirmed, confirmedAgain, ticket } = await lives.byLinks;
    expect([asked.zh.body, asked.en.body]).toEqual([expect.stringContaining('请确认处理结果'), expect.stringContaining('Please confirm the result')]);
    expect([wrongPage.status, wrongPage.body]).toEqual([403, expect.stringContaining('(link.other-purpose)')]);
    for (const { status } of clicks) expect([200, 202]).toContain(status);
    expect(confirmed.status).toBe('confirmed');
    expect((await scene.scene.see(ticket.id)).outcomeCode).toBe('repaired');
    expect([confirmedAgain.status, confirmedAgain.body]).toEqual([200, expect.stringContaining('已收到您的答复')]);
    const names = await commands(ticket.id);
    expect([names.filter((name) => name === 'confirm').length, names.filter((name) => name === 'reject').length]).toEqual([1, 0]);
  });

  it('[A10-9] [A10-11] answers the survey by the link, which is the return visit', async () => {
    const { surveyed, ticket } = await lives.byLinks;
    expect([200, 202]).toContain(surveyed.status);
    expect((await commands(ticket.id)).filter((name) => name === 'return-visit')).toHaveLength(1);
    expect((await scene.scene.see(ticket.id)).satisfaction).toBe(80);
  });

  it('is refused with a link that was tampered with, is too old, or belongs to an archived ticket, in Chinese and English', async () => {
    const { forged, revoked } = await lives.byLinks;
    const { pages, sent } = await lives.late;
    const words = [
      [forged.zh, '(link.invalid)', '链接无效'], [forged.en, '(link.invalid)', 'The link is not valid'], [forged.sent, '(link.invalid)', '链接无效'],
      [pages.zh, '(link.expired)', '链接已过期'], [pages.en, '(link.expired)', 'The link has expired'], [sent, '(link.expired)', 'The link has expired'],
      [revoked.zh, '(link.revoked)', '工单已归档'], [revoked.en, '(link.revoked)', 'The ticket is archived'],
    ] as const;
    for (const [page, code, said] of words) {
      expect([page.status, page.body]).toEqual([403, expect.stringContaining(code)]);
      expect(page.body).toContain(said);
    }
  });

  it('[A11-5] [C17] leaves no link, and nothing of the person, in logs, facts, tables or histories; the pages show a masked name', async () => {
    const { customer, links, ticket, begun, far, quote, asked } = await lives.byLinks;
    const other = await lives.late;
    const tokens = [...links, other.link].map((link) => link.split('.').at(-1) ?? '');
    const needles = [...tokens, customer.name, customer.phone, customer.address];
    const brokers = scene.scene.need('KAFKA_BROKERS');
    const histories = await HistoryDump.connect(scene.scene.need('TEMPORAL_ADDRESS'), scene.scene.need('TEMPORAL_NAMESPACE'));
    const ids = [ticket.id, other.ticket.id].map((id) => `WorkflowId = 'ticket:${id}'`).join(' or ');
    const dumps = await Promise.all([
      dumpLogs(scene.scene.need('MENDLINE_TEST_DATA_DIR')), histories.read(ids), dumpTopics(brokers, (await topicsOf(brokers)).filter((topic) => /^(intake|field-service)\./u.test(topic))),
      ...['mendline_intake', 'mendline_field_service'].map((database) => dumpDatabase(scene.scene.need('DATABASE_ADMIN_URL'), database)),
    ]).finally(() => histories.close());
    expect(dumps.slice(1).map((dump) => [...dump].some(([place, text]) => place.includes(ticket.id) || text.includes(ticket.id)))).toEqual([true, true, true, true]);
    for (const dump of dumps) for (const [place, text] of dump) expect([place, findLeaks(text, needles)]).toEqual([place, []]);
    for (const page of [begun.zh, begun.en, far, quote.zh, quote.en, asked.zh, asked.en]) expect(findLeaks(page.body, [customer.name, customer.phone, customer.address])).toEqual([]);
  });
});
