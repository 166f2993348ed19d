import type { LifeScript } from '../lives/life.script.js';
import type { RepairPlace } from './repair.setup.js';

/** A picture of one pixel. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
const askUpload = 'mutation ($input: RequestFileUploadInput!) { requestFileUpload(input: $input) { fileId url } }';

const content = {
  causeCode: 'fan-worn', measures: ['REPLACE_PART'], method: 'ON_SITE', tools: ['screwdriver'], parts: [{ partNumber: 'FAN-12', quantity: 1 }], labourMinutes: 40, travelMinutes: 20,
  expectedMinutes: 60, inWarranty: true, quote: { currency: 'CNY' }, explanation: 'the fan is worn; it takes an hour and costs nothing',
};

/** The owner's plan, and the customer's word on it. */
export const planned = async (life: LifeScript, owner: string): Promise<void> => {
  const { plan } = await life.give<{ plan: { id: string; version: number } }>('field-service', owner, 'draftPlan', content, { answer: 'plan { id version }' });
  const version = { planId: plan.id, version: plan.version };
  await life.give('field-service', owner, 'submitPlan', version);
  await life.give('field-service', owner, 'consentToPlan', { ...version, decision: 'AGREE', evidence: 'SIGNATURE', file: await sent(life, owner, 'SIGNATURE') });
};

/** Somebody takes the visit, comes in a window that nobody else has, and does everything that `DONE` asks for. */
export const visit = async (life: LifeScript, { nextWindow, checklist }: RepairPlace): Promise<void> => {
  const { offerId, login } = await life.openOffer('visitOffers');
  await life.give('dispatch', login, 'acceptVisit', { offerId });
  const visitId = `${life.ticketId}.v1`;
  const give = (name: string, more: object = {}, inputType?: string): Promise<unknown> =>
    life.give('field-service', login, name, { visitId, ...more }, inputType === undefined ? {} : { inputType });
  await give('agreeVisitWindow', nextWindow());
  for (const node of ['departToVisit', 'callAhead', 'arriveAtVisit']) await give(node, {}, 'VisitInput');
  await give('recordFaultLocated', { faultCode: 'no-spin', causeCode: 'fan-worn' });
  await give('recordWork', { measure: 'REPLACE_PART', minutes: 25, text: 'put right' });
  await give('recordPartUsed', { partNumber: 'FAN-12', quantity: 1 });
  await give('recordFunctionTest', { result: 'NORMAL' });
  await give('recordChecklist', { items: checklist.map((item) => ({ item, answer: 'DONE' })) });
  await give('recordPhoto', { kind: 'AFTER', file: await sent(life, login, 'PHOTO') });
  await give('recordAcceptance', { signedBy: 'CUSTOMER', signature: await sent(life, login, 'SIGNATURE'), satisfaction: 'satisfied' });
  await give('finishVisit', { outcome: 'DONE' });
};

/** Sends a file for the ticket as a client does: asks for a link, puts the bytes there. */
const sent = async ({ system, ticketId }: LifeScript, who: string, purpose: 'PHOTO' | 'SIGNATURE'): Promise<{ fileId: string }> => {
  const { requestFileUpload: { fileId, url } } = await system.caller.ask<{ requestFileUpload: { fileId: string; url: string } }>(system.graphql['field-service'], who, askUpload, { input: { ticketId, purpose } });
  const { status } = await fetch(url, { method: 'PUT', body: new Uint8Array(picture) });
  if (status !== 201) throw new Error(`the file was answered by ${status}`);
  return { fileId };
};
