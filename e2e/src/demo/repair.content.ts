import type { PlanData } from '../client/index.js';
import type { PlanKind } from './repair.plan.js';

const partOf: Readonly<Record<PlanKind, string | null>> = { work: null, part: 'FAN-12', core: 'MB-200' };
const causeOf: Readonly<Record<PlanKind, string>> = { work: 'loose-connector', part: 'fan-worn', core: 'mainboard-burnt' };
const priceOf: Readonly<Record<PlanKind, number>> = { work: 0, part: 12_000, core: 48_000 };

/** The part that a plan provides for; core components have serial numbers. */
export const plannedPart = (kind: PlanKind): { readonly partNumber: string; readonly serialised: boolean } | null => {
  const partNumber = partOf[kind];
  return partNumber === null ? null : { partNumber, serialised: kind === 'core' };
};

/** A plan of the demonstration: in warranty nothing is charged. */
export const planContent = (kind: PlanKind, inWarranty: boolean, tenant: string): PlanData => {
  const part = plannedPart(kind);
  const lines: PlanData['quote']['lines'] = [
    ...(part ? [{ kind: 'PARTS', partNumber: part.partNumber, quantity: 1, unitPrice: priceOf[kind] } as const] : []),
    { kind: 'LABOUR', quantity: 40, unitPrice: 150 },
  ];
  return {
    causeCode: causeOf[kind], measures: [part ? 'REPLACE_PART' : 'ADJUST'], method: 'ON_SITE', tools: ['screwdriver'], labourMinutes: 40, travelMinutes: 20, expectedMinutes: 90, inWarranty,
    ...(part && { parts: [{ partNumber: part.partNumber, quantity: 1 }] }),
    quote: { currency: tenant === 'borealis' ? 'NOK' : 'CNY', taxBasisPoints: 1_300, ...(!inWarranty && { lines }) },
    explanation: 'what is wrong, what will be done, how long it takes and what it costs',
  };
};
