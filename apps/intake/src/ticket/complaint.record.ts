import type { GoodsCheck, TicketCommand } from '@mendline/contracts/ticket';

/** What a complaint came to [A3-13, A3-14, A12-7]: ids and codes; the words are notes. Null = not said yet. */
export interface ComplaintRecord {
  /** Who is complained about, by the registration. */
  readonly aboutIds: readonly string[];
  /** The promised point of the next feedback, ISO 8601 UTC [A6-6]. */
  readonly nextFeedbackAt: string | null;
  readonly findingCode: string | null;
  readonly responsibleIds: readonly string[];
  readonly measureCode: string | null;
  /** Goods of the same model, in process and in stock [A12-7]. */
  readonly inProcess: GoodsCheck | null;
  readonly inStock: GoodsCheck | null;
}

/** The record of a complaint that has just come in. */
export const newComplaint = (aboutIds: readonly string[]): ComplaintRecord => ({
  aboutIds, nextFeedbackAt: null, findingCode: null, responsibleIds: [], measureCode: null, inProcess: null, inStock: null,
});

/** The record after a step of the complaint; null for every other command. */
export const complaintAfter = (before: ComplaintRecord | null, { name, data }: TicketCommand): ComplaintRecord | null => {
  const record = before ?? newComplaint([]);
  switch (name) {
    case 'give-opinion':
      return { ...record, nextFeedbackAt: data.nextFeedbackAt };
    case 'investigate':
    case 'handle-complaint':
    case 'contain':
      return { ...record, ...data };
    default:
      return null;
  }
};
