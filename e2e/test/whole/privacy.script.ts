import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import type { PlantedCorpus, PlantedPerson } from '@mendline/testing';
import type { Scene } from '../../src/scene/index.js';

/** Hands out the texts of one person, again from the start when all were used. */
const textsOf = (corpus: PlantedCorpus, person: PlantedPerson): { readonly next: () => string; readonly rest: () => readonly string[] } => {
  const texts = corpus.texts.filter((text) => text.person === person).map(({ text }) => text);
  let used = 0;
  return {
    next: () => texts[used++ % texts.length] ?? '',
    rest: () => texts.slice(used),
  };
};

/** A whole life in which everybody writes the customer's data into every field there is. Answers the ticket's id. */
export const carelessLife = async (scene: Scene, corpus: PlantedCorpus, person: PlantedPerson): Promise<string> => {
  const { next, rest } = textsOf(corpus, person);
  const csr = scene.team.one('csr');
  const { name, phone, email, address, idNumber } = person;
  const { id } = await scene.register({
    channel: 'phone', region: scene.team.regions[0] ?? '', customer: { name, phone, email, address, company: `${name} & Co` },
    brand: phone, model: `BCD ${email}`, category: `${name} ${phone}`, serialNumber: idNumber || phone, description: next(),
  });
  await scene.do(scene.team.one('csr-leader'), 'reviewTicket', id, { decision: 'ACCEPT' });
  const { asked, offerId } = await scene.offered(id);
  await scene.do(asked, 'declineOffer', id, { offerId, reasonCode: 'busy', comment: next() });
  const owner = await scene.accepted(id);
  await scene.do(owner, 'holdTicket', id, { reason: 'customer', expectedEnd: new Date(Date.now() + 600_000).toISOString(), comment: next() });
  await scene.do(owner, 'resumeTicket', id, {});
  for (const round of [0, 1]) {
    const sessionId = remoteSessionIdOf(id, round);
    await scene.do(owner, 'recordContact', id, { channel: 'phone', reached: true, note: next() });
    await scene.sessionOpen(owner, id, sessionId);
    await scene.do(owner, 'recordRemoteStep', id, { sessionId, check: 'power', result: 'NO_EFFECT', note: next() });
    await scene.do(owner, 'finishRemoteSession', id, { sessionId, result: 'SOLVED', note: next() });
    await scene.do(owner, 'answerTicket', id, { outcomeCode: 'guided', text: next() });
    await scene.do(owner, 'tellResult', id, { channel: 'phone', text: next() });
    if (round === 0) await scene.do(csr, 'rejectResult', id, { reasonCode: 'not-solved', comment: next() });
  }
  for (const text of [next(), next(), ...rest()]) {
    await scene.do(csr, 'addNote', id, { visibility: 'INTERNAL', text });
    await scene.do(csr, 'addNote', id, { visibility: 'CUSTOMER', text });
  }
  await scene.do(csr, 'confirmTicket', id, { evidence: 'RECORDED_CALL', satisfaction: 'dissatisfied', comment: next() });
  await scene.do(csr, 'recordReturnVisit', id, { reached: true, result: 'OK', satisfaction: 'satisfied', comment: next() });
  await scene.do(scene.team.one('supervisor'), 'reviewService', id, { result: 'IMPROVE', reasonCode: 'late', comment: next() });
  return id;
};

/** A request that is given up, and some that are refused: what was written is kept or thrown away, never shown. */
export const carelessRefusals = async (scene: Scene, corpus: PlantedCorpus, person: PlantedPerson): Promise<string> => {
  const { next } = textsOf(corpus, person);
  const csr = scene.team.one('csr');
  const { name, phone, email, address } = person;
  const { id } = await scene.register({ customer: { name, phone, email, address }, description: next() });
  const refused = [
    scene.register({ channel: phone, customer: { name, phone }, description: next() }),
    scene.register({ customer: { name, phone: `${phone}x`, email: `${email}@` }, description: next() }),
    scene.register({ customer: { name: '', phone }, description: next() }),
    scene.do(csr, 'confirmTicket', id, { evidence: 'CLICK', satisfaction: phone, comment: next() }),
    scene.do(csr, 'rejectResult', id, { reasonCode: 'not-solved', comment: next() }),
    scene.system.graphql.request(csr, `{ ticketByNumber(number: "${phone}") { id } }`),
    scene.system.graphql.request(csr, `{ ticketByNumber(number: "${name}" { id } }`),
    scene.system.graphql.request(csr, `{ tickets(filter: { text: "${name} ${phone}" }) { edges { node { id } } } }`),
  ];
  const taken = (await Promise.allSettled(refused)).filter(({ status }) => status === 'fulfilled').length;
  if (taken > 0) throw new Error(`${taken} requests were taken that had to be refused`);
  await scene.do(csr, 'cancelTicket', id, { reasonCode: 'solved-itself', comment: next() });
  return id;
};
