import type { Registrations } from '../intake/registration.requests.js';
import { LifeScript } from '../lives/life.script.js';
import type { BenchSystem } from '../system/bench.system.js';

/** The smooth life of one consultation; answers the ticket's id. */
export const liveConsultation = async (system: BenchSystem, registrations: Registrations): Promise<string> => {
  const life = await LifeScript.register(system, registrations.next());
  const { owner, sessionId } = await life.begun();
  await life.triedRemotely(owner, sessionId, true);
  await life.give('intake', owner, 'answerTicket', { outcomeCode: 'guided', text: 'Cleaned the filter and reset the programme.' });
  await life.closed(owner);
  return life.ticketId;
};
