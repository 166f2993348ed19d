import type { PlanData } from '../client/index.js';

/** A device of the made-up fleet, bought so that its warranty still lasts, or has ended. */
export const deviceOf = (serial: string, inWarranty = true) => {
  const years = inWarranty ? 0.4 : 6;
  const purchasedOn = new Date(Date.now() - years * 365 * 86_400_000).toISOString().slice(0, 10);
  return { brand: 'Huaxin', model: 'HX-55', category: 'Washing machine', serialNumber: `HX55-${serial}`, batch: 'B2417', purchasedOn } as const;
};

/** In warranty, nothing charged, no parts: nobody has to agree. */
export const freePlan: PlanData = {
  causeCode: 'loose-connector', measures: ['ADJUST'], method: 'ON_SITE', tools: ['screwdriver'], labourMinutes: 30, travelMinutes: 20, expectedMinutes: 60, inWarranty: true,
  quote: { currency: 'CNY' }, explanation: 'a connector is loose; it takes an hour and costs nothing',
};

/** Out of warranty: the customer pays labour and a fan. */
export const paidPlan: PlanData = {
  causeCode: 'fan-worn', measures: ['REPLACE_PART'], method: 'ON_SITE', parts: [{ partNumber: 'FAN-12', quantity: 1 }], labourMinutes: 60, travelMinutes: 20, expectedMinutes: 90, inWarranty: false,
  quote: { currency: 'CNY', taxBasisPoints: 1_300, lines: [{ kind: 'PARTS', partNumber: 'FAN-12', quantity: 1, unitPrice: 12_000 }, { kind: 'LABOUR', quantity: 60, unitPrice: 150 }] },
};

/** A core component: a supervisor and the customer have to agree. */
export const corePlan: PlanData = {
  ...paidPlan, causeCode: 'mainboard-burnt', parts: [{ partNumber: 'MB-200', quantity: 1 }], inWarranty: true, quote: { currency: 'CNY' }, feasibility: 'cheaper than another machine',
};
