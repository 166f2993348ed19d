import { isComplaint, stageOf } from '@mendline/contracts/ticket';
import type { Route, TicketKind, TicketStatus } from '@mendline/contracts/ticket';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What a record may lack, and what that is called. */
const parts = {
  'closing-code': { zh: '结案代码', en: 'closing code' },
  reason: { zh: '结束原因', en: 'reason of the end' },
  satisfaction: { zh: '客户满意度', en: 'satisfaction' },
  diagnosis: { zh: '诊断记录', en: 'diagnosis' },
  acceptance: { zh: '客户验收', en: 'acceptance by the customer' },
  finding: { zh: '调查结论', en: 'finding' },
  'return-visit': { zh: '回访', en: 'return visit' },
  'supervisor-review': { zh: '主管复核', en: "supervisor's review" },
} as const satisfies Record<string, Words>;

export type RecordPart = keyof typeof parts;

/** The record of an ended ticket, as far as its completeness is judged by it. */
export interface EndedRecord {
  readonly kind: TicketKind;
  readonly status: TicketStatus;
  readonly route: Route;
  readonly outcomeCode: string | null;
  readonly reasonCode: string | null;
  readonly satisfaction: number | null;
  /** Whether its customer has ever confirmed the result; a visit has ever solved it. */
  readonly confirmed: boolean;
  readonly solved: boolean;
  readonly diagnosed: boolean;
  /** Whether the customer accepted the work of a visit. */
  readonly accepted: boolean;
  /** What the look into a complaint found. */
  readonly found: boolean;
}

/** Ends without work: of them only the reason is kept. */
const withoutWork: readonly TicketStatus[] = ['closed-duplicate', 'closed-out-of-scope', 'closed-invalid', 'closed-quote-declined', 'cancelled'];

/**
 * What the record of an ended ticket lacks [A11-1, A11-2]: the closing code of an answer, the finding of a complaint, diagnosis and acceptance of
 * a repair that a visit solved [A5-5, A10-3], the satisfaction that goes with a confirmation [A10-1, A10-8], and what is ahead of its route [C21].
 */
export const missingIn = (record: EndedRecord): readonly RecordPart[] => {
  const { kind, status, route } = record;
  const ended = withoutWork.includes(status) || (status === 'archived' && !record.confirmed && record.reasonCode !== null && !record.solved);
  if (ended) return record.reasonCode === null ? ['reason'] : [];
  const ahead = stageOf(status, route);
  const lacks: readonly (readonly [RecordPart, boolean])[] = [
    ['closing-code', record.confirmed && route.includes('answered') && record.outcomeCode === null],
    ['finding', record.confirmed && isComplaint(kind) && route.includes('investigated') && !record.found],
    ['diagnosis', record.solved && !record.diagnosed],
    ['acceptance', record.solved && !record.accepted],
    ['satisfaction', record.confirmed && record.satisfaction === null],
    ['return-visit', ahead === 'return-visited'],
    ['supervisor-review', ahead === 'supervisor-reviewed' || (ahead === 'return-visited' && route.includes('supervisor-reviewed'))],
  ];
  return lacks.flatMap(([part, lacking]) => (lacking ? [part] : []));
};

const isPart = (name: string): name is RecordPart => name in parts;

/** The names of parts in a language. */
export const titlesOf = (missing: readonly string[], language: keyof Words): string[] => missing.map((name) => (isPart(name) ? parts[name][language] : name));

/** Missing parts in one line. */
export const missingInWords = (missing: readonly string[], language: keyof Words): string => titlesOf(missing, language).join({ zh: '、', en: ', ' }[language]);
