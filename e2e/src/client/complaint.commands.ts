import type { OnTicket } from './on-ticket.js';

/** What was found of goods of the same model. */
export type GoodsCheck = 'NOT_AFFECTED' | 'BLOCKED' | 'CORRECTED' | 'NONE_THERE';

/** Inputs of the mutations around complaints, without the key. */
export interface ComplaintInputs {
  giveOpinion: OnTicket & { nextFeedbackAt: string; text: string };
  investigateComplaint: OnTicket & { findingCode: string; responsibleIds: readonly string[]; comment?: string };
  handleComplaint: OnTicket & { measureCode: string; comment?: string };
  reportComplaint: OnTicket & { facts: string };
  containComplaint: OnTicket & { inProcess: GoodsCheck; inStock: GoodsCheck; measureCode: string; responsibleIds: readonly string[]; comment?: string };
}
