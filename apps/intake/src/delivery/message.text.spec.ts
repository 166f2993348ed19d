import { deliverySchema } from '@mendline/contracts/policy-pack';
import { describe, expect, it } from '@jest/globals';
import { eventOf, wordsOf } from './message.text.js';
import type { ToldNotice } from './message.text.js';

const { texts } = deliverySchema.parse({});
const notice = (serial: number): ToldNotice => ({
  id: `n_${serial}`, rule: 'late', ticketId: `cn1_${serial}`, number: `2024050100${serial}`, zh: `工单 2024050100${serial} 已超时。`, en: `Ticket 2024050100${serial} is late.`, createdAt: new Date('2024-05-01T00:00:00Z'),
});

describe('the words of a message', () => {
  it('are those of the notice alone', () => {
    expect(wordsOf([notice(1)], 'email', texts, 'zh')).toEqual({ subject: '工单 20240501001 已超时。', text: '工单 20240501001 已超时。' });
  });

  it('are a list of several under a heading, in the reader\'s language', () => {
    expect(wordsOf([notice(1), notice(2)], 'email', texts, 'en')).toEqual({ subject: '2 notices', text: '2 notices:\nTicket 20240501001 is late.\nTicket 20240501002 is late.' });
  });

  it('of short messages say how many there are', () => {
    expect(wordsOf([notice(1), notice(2)], 'sms', texts, 'zh').text).toBe('您有 2 条新的工单通知，请登录系统查看。');
  });

  it('are data for webhooks, named by the rule', () => {
    expect(eventOf(notice(1))).toEqual({
      type: 'notice.late', timestamp: '2024-05-01T00:00:00.000Z',
      data: { noticeId: 'n_1', rule: 'late', ticketId: 'cn1_1', number: '20240501001', text: { zh: '工单 20240501001 已超时。', en: 'Ticket 20240501001 is late.' } },
    });
  });
});
