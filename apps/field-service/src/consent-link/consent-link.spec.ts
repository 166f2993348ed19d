import { describe, expect, it } from '@jest/globals';
import { aboutPlan } from '@mendline/platform/links';
import type { PlanState } from '../plan/plan.domain.js';
import { planAsked } from './plan.asked.js';
import { consentPage, type ConsentView, moneyOf } from './consent-link.view.js';

const version = (state: PlanState, number = 1, more: { readonly approval?: boolean; readonly consent?: boolean } = {}) => ({ planId: 'p1', version: number, state, approval: false, consent: true, ...more });
const link = { isAbout: (about: string) => about === aboutPlan({ planId: 'p1', version: 1 }) };

describe('the version that a link asks about', () => {
  it('[C12] is the one that waits for the customer, after the supervisor where he is needed', () => {
    expect(planAsked([version('submitted')], link, true)).toMatchObject({ version: 1 });
    expect(planAsked([version('approved', 1, { approval: true })], link, true)).toMatchObject({ version: 1 });
    expect(() => planAsked([version('submitted', 1, { approval: true })], link, true)).toThrow('link.plan-changed');
  });

  it('waits for no supervisor where no route of the pack has his approval', () => {
    expect(planAsked([version('submitted', 1, { approval: true })], link, false)).toMatchObject({ version: 1 });
    expect(() => planAsked([version('agreed', 1, { approval: true })], link, false)).toThrow('link.moved-on');
    expect(() => planAsked([version('submitted', 1, { consent: false })], link, false)).toThrow('link.plan-changed');
  });

  it('is not asked again once it is decided, nor when another version has taken its place', () => {
    for (const state of ['agreed', 'refused', 'declined'] as const) expect(() => planAsked([version(state)], link, true)).toThrow('link.moved-on');
    expect(() => planAsked([version('superseded'), version('submitted', 2)], link, true)).toThrow('link.plan-changed');
    expect(() => planAsked([version('submitted', 2)], link, true)).toThrow('link.plan-changed');
  });
});

describe('the page of a plan', () => {
  const view: ConsentView = {
    plan: {
      measures: ['replace-part', 'calibrate'], method: 'on-site', inWarranty: false, currency: 'CNY', net: 68_000, tax: 8_840, total: 76_840,
      lines: [{ kind: 'parts', partNumber: 'MB-200', quantity: 1, unitPrice: 50_000 }, { kind: 'labour', partNumber: null, quantity: 120, unitPrice: 150 }],
    },
    explanation: '主板烧毁', number: '20240501001', brand: '华信电器', model: 'HX-55', reasons: [{ code: 'price-too-high', label: { zh: '价格过高', en: 'Price too high' } }], language: 'zh',
  };

  it('[A8-4] [A8-5] says what is done, what it costs line by line, and what the customer may say', () => {
    const { brand, number, lead, facts, total, acts } = consentPage(view);
    expect([brand, number]).toEqual(['华信电器', '20240501001']);
    expect(lead).toContain('主板烧毁');
    expect(facts).toEqual([
      ['设备', 'HX-55'], ['维修措施', '更换部件、校准'], ['方式', '上门'], ['部件 MB-200 × 1', 'CNY 500.00'], ['人工 120 分钟', 'CNY 180.00'],
      ['不含税合计', 'CNY 680.00'], ['税额', 'CNY 88.40'],
    ]);
    expect(total).toEqual(['应付总额', 'CNY 768.40']);
    expect(acts?.map(({ act, fields }) => [act, fields.map(({ name }) => name)])).toEqual([['agree', []], ['decline', ['reason', 'then', 'comment']]]);
  });

  it('counts in the currency\'s own smallest unit', () => {
    expect([moneyOf(12_345, 'NOK'), moneyOf(12_345, 'JPY'), moneyOf(12_345, 'KWD')]).toEqual(['NOK 123.45', 'JPY 12345', 'KWD 12.345']);
  });
});
