import { newKey } from './running.intake.js';
import type { Caller, RunningIntake } from './running.intake.js';

export const csr: Caller = { roles: ['csr'], personId: 'p_csr' };

export const caller = {
  name: '王小明',
  phone: '13800138000',
  email: 'wang.xiaoming@example.com',
  address: '上海市浦东新区张江路88号',
  company: '上海晨星贸易有限公司',
} as const;

/** Registers a request; answers its id. */
export const register = async (intake: RunningIntake, given: { readonly by?: Caller; readonly region?: string; readonly customer?: object; readonly description?: string; readonly repair?: object } = {}): Promise<string> => {
  const { data, reason } = await intake.ask(given.by ?? csr, 'mutation ($input: RegisterTicketInput!) { registerTicket(input: $input) { ticket { id } } }', {
    input: {
      key: newKey(), kind: 'consultation', channel: 'phone', region: given.region ?? '310000', faultClass: 'none', customer: given.customer ?? caller,
      serialNumber: 'SN-4711-88', ...(given.repair && { kind: 'repair', faultClass: 'hardware', brand: '华信', model: 'HX-55', category: 'TV', ...given.repair }),
      description: given.description ?? '电视没有声音，请联系王小明，电话 138 0013 8000',
    },
  });
  const id = (data as { registerTicket?: { ticket: { id: string } } } | null)?.registerTicket?.ticket.id;
  if (id === undefined) throw new Error(reason);
  return id;
};

/** Gives a ticket an owner behind the back of its life, which nothing drives here. */
export const giveTo = async (intake: RunningIntake, ticketId: string, ownerId: string, status = 'assigned'): Promise<void> => {
  await intake.sql('update tickets set owner_id = $2, status = $3 where id = $1', [ticketId, ownerId, status]);
};
