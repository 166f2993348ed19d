import type { Registrations } from '../intake/registration.requests.js';
import { LifeScript } from '../lives/life.script.js';
import { planned, visit } from './repair.steps.js';
import type { RepairPlace } from './repair.setup.js';
import type { BenchSystem } from '../system/bench.system.js';

const bought = (): string => new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10);

/** The smooth life of one repair in warranty: tried in vain, planned with a part, agreed to by signature, one visit; answers the ticket's id. */
export const liveRepair = async (system: BenchSystem, registrations: Registrations, place: RepairPlace): Promise<string> => {
  const life = await LifeScript.register(system, registrations.next({ kind: 'repair', batch: 'B2417', purchasedOn: bought() }));
  const { owner, sessionId } = await life.begun();
  await life.triedRemotely(owner, sessionId, false);
  await planned(life, owner);
  await visit(life, place);
  await life.closed(owner);
  return life.ticketId;
};
