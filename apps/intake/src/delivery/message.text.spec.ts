import { deliverySchema } from '@mendline/contracts/policy-pack';
import { describe, expect, it } from '@jest/globals';
import { eventOf, wordsOf } from './message.text.js';
import type { ToldNotice } from './message.text.js';

const none: ReadonlyMap<string, string> = new Map();
const { texts } = deliverySchema.parse({});
const notice = (serial: number): ToldNotice => ({
  id: `n_${serial}`, rule: 'late', ticketId: `cn1_${serial}`, number: `2024050100${serial}`, zh: `工单 2024050100${serial} 已超时。`, en: `Ticket 2024050100${serial} is late.`, createdAt: new Date('2024-05-01T00:00:00Z'),
});

describe('the words of a message', () => {
  it('are those of the notice alone', () => {
    expect(wordsOf([notice(1)], 'email', texts, 'zh', none)).toEqual({ subject: '工单 20240501001 已超时。', text: '工单 20240501001 已超时。' });
  });

  it('are a list of several under a heading, in the reader\'s language', () => {
    expect(wordsOf([notice(1), notice(2)], 'email', texts, 'en', none)).toEqual({ subject: '2 notices', text: '2 notices:\nTicket 20240501001 is late.\nTicket 20240501002 is late.' });
  });

  it('of short messages say how many there are', () => {
    expect(wordsOf([notice(1), notice(2)], 'sms', texts, 'zh', none).text).toBe('您有 2 条新的工单通知，请登录系统查看。');
  });

  it('bring the links of their notices; a short digest the last one', () => {
    const urls = new Map([['n_1', 'https://x.example/l/1'], ['n_2', 'https://x.example/l/2']]);
    expect(wordsOf([notice(1)], 'sms', texts, 'en', urls)).toEqual({ subject: 'Ticket 20240501001 is late.', text: 'Ticket 20240501001 is late. https://x.example/l/1' });
    expect(wordsOf([notice(1), notice(2)], 'email', texts, 'en', urls).text).toBe('2 notices:\nTicket 20240501001 is late. https://x.example/l/1\nTicket 20240501002 is late. https://x.example/l/2');
    expect(wordsOf([notice(1), notice(2), notice(3)], 'sms', texts, 'zh', urls).text).toBe('您有 3 条新的工单通知，请登录系统查看。 https://x.example/l/2');
  });

  it('are data for webhooks, named by the rule', () => {
    expect(eventOf(notice(1))).toEqual({
      type: 'notice.late', timestamp: '2024-05-01T00:00:00.000Z',
      data: { noticeId: 'n_1', rule: 'late', ticketId: 'cn1_1', number: '20240501001', text: { zh: '工单 20240501001 已超时。', en: 'Ticket 20240501001 is late.' } },
    });
  });
});
