import { commandUpdate, type CommandAnswer, type TicketCommand, type TicketLifecycleInput } from '@mendline/contracts/ticket';
import { ApplicationFailure, condition, proxyActivities, proxyLocalActivities, setHandler, sleep } from '@temporalio/workflow';

interface ProbeActivities {
  work(input: { tenantId: string }): Promise<number>;
}

const { work } = proxyActivities<ProbeActivities>({ startToCloseTimeout: '20s' });
const { work: localWork } = proxyLocalActivities<ProbeActivities>({ startToCloseTimeout: '20s' });

const refuse = (code: string) => ApplicationFailure.create({ message: `${code} said to 13800138000`, type: code, nonRetryable: true });

/** A small stand-in for a ticket's life: what it does depends on the command's name. */
export async function ticketLifecycle({ tenantId }: TicketLifecycleInput): Promise<void> {
  let seq = 0;
  let over = false;
  const handle = async (command: TicketCommand): Promise<CommandAnswer> => {
    if (command.name === 'resume') await sleep('1h');
    if (command.name === 'cancel') throw refuse('ticket.finished');
    if (command.name === 'link') seq += await work({ tenantId });
    seq += await localWork({ tenantId });
    over = command.name === 'archive';
    return { state: 'DONE', status: 'registered', seq };
  };
  setHandler(commandUpdate, handle, {
    validator: (command) => {
      if (command.name === 'hold') throw refuse('ticket.on-hold');
    },
  });
  await condition(() => over);
}
