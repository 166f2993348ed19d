import type { Language } from '@mendline/platform/graphql';
import type { Measure, PlanMethod } from '../plan/plan.domain.js';
import type { QuoteLineKind } from '../plan/quote.domain.js';

type Words = Readonly<Record<Language, string>>;

/** What a customer reads for the measures of a plan. */
export const measureWords: Readonly<Record<Measure, Words>> = {
  'replace-part': { zh: '更换部件', en: 'replace a part' },
  'return-to-factory': { zh: '返厂维修', en: 'repair at the factory' },
  'repair-part': { zh: '维修部件', en: 'repair a part' },
  patch: { zh: '更新软件', en: 'update the software' },
  configure: { zh: '调整配置', en: 'change the configuration' },
  reinstall: { zh: '重新安装', en: 'install anew' },
  clean: { zh: '清洁', en: 'clean' },
  lubricate: { zh: '润滑', en: 'lubricate' },
  calibrate: { zh: '校准', en: 'calibrate' },
  adjust: { zh: '调整', en: 'adjust' },
  'replace-device': { zh: '更换整机', en: 'replace the device' },
  train: { zh: '使用培训', en: 'training' },
  other: { zh: '其他', en: 'other' },
};

export const methodWords: Readonly<Record<PlanMethod, Words>> = {
  'on-site': { zh: '上门', en: 'at your place' },
  courier: { zh: '快递', en: 'by courier' },
  'carried-back': { zh: '取回维修', en: 'taken to our workshop' },
  'return-to-factory': { zh: '返厂', en: 'at the factory' },
  'mail-part': { zh: '寄送部件', en: 'a part by mail' },
  remote: { zh: '远程', en: 'from afar' },
};

export const lineWords: Readonly<Record<QuoteLineKind, Words>> = {
  parts: { zh: '部件', en: 'Part' },
  labour: { zh: '人工', en: 'Labour' },
  travel: { zh: '上门', en: 'Travel' },
  other: { zh: '其他', en: 'Other' },
};

export const consentWords = {
  zh: {
    title: '请确认维修方案和报价', lead: '请核对维修方案和费用。您同意后我们才会开始维修。',
    minutes: '分钟', measures: '维修措施', method: '方式', net: '不含税合计', tax: '税额', total: '应付总额', inWarranty: '保修', free: '保修期内，免费',
    agree: '同意方案和费用', decline: '不同意', then: '接下来', otherPlan: '请提供其他方案', close: '不再维修', otherReason: '其他原因',
  },
  en: {
    title: 'Please agree to plan and quote', lead: 'Please look at the plan and what it costs. We begin only when you agree.',
    minutes: 'min', measures: 'What we will do', method: 'How', net: 'Net', tax: 'Tax', total: 'To be paid', inWarranty: 'Warranty', free: 'in warranty, free of charge',
    agree: 'I agree to plan and price', decline: 'I do not agree', then: 'And then', otherPlan: 'Please make another plan', close: 'Do not repair it', otherReason: 'Another reason',
  },
} as const;
