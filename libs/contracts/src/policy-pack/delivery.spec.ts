import { describe, expect, it } from '@jest/globals';
import { deliverySchema } from './delivery.js';

const pathsOf = (content: object): string[] => deliverySchema.safeParse(content).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('delivery rules of a pack', () => {
  it('may be left out: the application alone, five a minute, no quiet hours, words in both languages', () => {
    expect(deliverySchema.parse({})).toMatchObject({ language: 'zh', byRole: {}, perMinute: 5, quiet: null, texts: { digest: { zh: '{count} 条通知：', en: '{count} notices:' } } });
  });

  it('take single words in place of the usual ones', () => {
    expect(deliverySchema.parse({ texts: { summary: { zh: '有新通知' } } }).texts.summary).toEqual({ zh: '有新通知', en: 'You have {count} new notices; please look into the application.' });
  });

  it('name the place of what is wrong', () => {
    expect(pathsOf({ perMinute: 0 })).toEqual(['perMinute']);
    expect(pathsOf({ byRole: { engineer: ['fax'] } })).toEqual(['byRole.engineer.0']);
    expect(pathsOf({ quiet: { calendar: 'office', unlessSeverity: 5 } })).toEqual(['quiet.unlessSeverity']);
  });
});
