import type { Team } from '../demo/people.js';
import type { DemoSystem } from '../demo/system.js';
import type { RunTicketId } from './fault.verdict.js';

const atOnce = 8;

/** Cancels tickets that nobody works on, as a supervisor may also after work began, so that the next test finds an idle system. One that ended already stays as it is. */
export const cancelAll = async (system: DemoSystem, teams: readonly Team[], tickets: readonly RunTicketId[], keys: string): Promise<void> => {
  const left = [...tickets];
  const worker = async (): Promise<void> => {
    for (let ticket = left.pop(); ticket !== undefined; ticket = left.pop()) {
      const { tenant, id } = ticket;
      const supervisor = teams.find((team) => team.tenant === tenant)?.one('supervisor');
      if (supervisor) await system.commands.settle(supervisor, 'cancelTicket', `${keys}-cancel-${id}`, { ticketId: id, reasonCode: 'no-longer-needed' });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
