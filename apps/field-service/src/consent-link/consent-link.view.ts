import type { Language } from '@mendline/platform/graphql';
import { linkWords } from '@mendline/platform/links';
import type { LinkAct, LinkField, LinkPage } from '@mendline/platform/links';
import type { PlanVersionRow } from '../plan/plan.entity.js';
import { consentWords, lineWords, measureWords, methodWords } from './consent-link.words.js';

/** A reason of the pack. */
export interface DeclineReason {
  readonly code: string;
  readonly label: Readonly<Record<Language, string>>;
}

/** What the page shows of a plan. */
export interface ConsentView {
  readonly plan: Pick<PlanVersionRow, 'measures' | 'method' | 'inWarranty' | 'currency' | 'lines' | 'net' | 'tax' | 'total'>;
  /** What the customer is told of it [A8-4]. */
  readonly explanation: string | null;
  readonly number: string | null;
  /** The name by which customers know the enterprise. */
  readonly brand: string | null;
  readonly model: string | null;
  readonly reasons: readonly DeclineReason[];
  readonly language: Language;
}

const longestComment = 500;
/** Where the pack names none. */
export const otherReason = 'other';

/** Minor units in words, for example `CNY 565.00`. */
export const moneyOf = (minor: number, currency: string): string => {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return `${currency} ${(minor / 10 ** digits).toFixed(digits)}`;
};

/** Labour is counted in minutes. */
const lineInWords = ({ kind, partNumber, quantity }: ConsentView['plan']['lines'][number], language: Language): string => {
  const name = partNumber === null ? lineWords[kind][language] : `${lineWords[kind][language]} ${partNumber}`;
  return kind === 'labour' ? `${name} ${quantity} ${consentWords[language].minutes}` : `${name} × ${quantity}`;
};

const factsOf = ({ plan, model, language }: ConsentView): NonNullable<LinkPage['facts']> => {
  const words = consentWords[language];
  const { currency, lines, net, tax, total } = plan;
  return [
    ...(model === null ? [] : [[linkWords[language].device, model] as const]),
    [words.measures, plan.measures.map((measure) => measureWords[measure][language]).join(language === 'zh' ? '、' : ', ')],
    [words.method, methodWords[plan.method][language]],
    ...(plan.inWarranty && total === 0 ? [[words.inWarranty, words.free] as const] : []),
    ...lines.map((line) => [lineInWords(line, language), moneyOf(line.quantity * line.unitPrice, currency)] as const),
    [words.net, moneyOf(net, currency)],
    [words.tax, moneyOf(tax, currency)],
  ];
};

const commentOf = (language: Language): LinkField => ({ kind: 'text', name: 'comment', label: linkWords[language].comment, max: longestComment });

const declineOf = ({ reasons, language }: ConsentView): LinkAct => {
  const words = consentWords[language];
  const listed = reasons.length > 0 ? reasons.map(({ code, label }) => ({ value: code, label: label[language] })) : [{ value: otherReason, label: words.otherReason }];
  return {
    act: 'decline', button: words.decline, primary: false,
    fields: [
      { kind: 'choice', name: 'reason', label: linkWords[language].reason, required: true, options: listed },
      { kind: 'choice', name: 'then', label: words.then, required: true, options: [{ value: 'other-plan', label: words.otherPlan }, { value: 'close', label: words.close }] },
      commentOf(language),
    ],
  };
};

/** Plan and quote, to be agreed to or declined [A8-4, A8-5, C12]. */
export const consentPage = (view: ConsentView): LinkPage => {
  const words = consentWords[view.language];
  const { brand, number, plan: { total, currency } } = view;
  return {
    brand, number, title: words.title,
    lead: view.explanation === null ? words.lead : `${words.lead}\n${view.explanation}`,
    facts: factsOf(view),
    total: [words.total, moneyOf(total, currency)],
    acts: [{ act: 'agree', button: words.agree, primary: true, fields: [] }, declineOf(view)],
  };
};
