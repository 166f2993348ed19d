
/** What becomes of an old part [A9-11]. */
export const dispositions = ['recovered', 'returned-to-customer', 'returned-to-supplier', 'scrapped'] as const;
export type Disposition = (typeof dispositions)[number];

/** Key steps that are photographed [A9-3]. */
export const photoKinds = ['fault-point', 'replaced-part', 'before', 'after', 'other'] as const;
export type PhotoKind = (typeof photoKinds)[number];

const code = /^[a-z][a-z0-9-]{0,39}$/;
const serial = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;
const partNumber = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/;
const mostMinutes = 60 * 24 * 30;

export const faultProblem = ({ faultCode, causeCode }: { readonly faultCode: string; readonly causeCode: string }): 'visit.fault-code-invalid' | null =>
  code.test(faultCode) && code.test(causeCode) ? null : 'visit.fault-code-invalid';

export const workProblem = (minutes: number): 'visit.minutes-invalid' | null => (Number.isSafeInteger(minutes) && minutes >= 0 && minutes <= mostMinutes ? null : 'visit.minutes-invalid');

export interface PartEntry {
  readonly partNumber: string;
  readonly quantity: number;
  readonly serialNumbers: readonly string[];
}

/** What is wrong with the form of an entry about parts. */
export const partEntryProblem = ({ partNumber: number, quantity, serialNumbers }: PartEntry): 'part.number-invalid' | 'part.quantity-invalid' | 'part.serial-invalid' | 'part.serial-twice' | null => {
  if (!partNumber.test(number)) return 'part.number-invalid';
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > 10_000) return 'part.quantity-invalid';
  if (serialNumbers.length > quantity || !serialNumbers.every((value) => serial.test(value))) return 'part.serial-invalid';
  return new Set(serialNumbers).size === serialNumbers.length ? null : 'part.serial-twice';
};

/** What a part must fit [A9-1]: its own kind, the machine, and the plan that was agreed. */
export interface FittingQuestion extends PartEntry {
  readonly serialised: boolean;
  /** Models that the part fits; empty: all. */
  readonly fits: readonly string[];
  /** The machine's model; null where nobody told it. */
  readonly model: string | null;
  /** How many the plan provides for; null for none. */
  readonly planned: number | null;
  readonly usedBefore: number;
}

/** Why a part may not go into the machine; null when it may. */
export const fittingProblem = (question: FittingQuestion): `part.${string}` | null => {
  const { serialised, serialNumbers, quantity, fits, model, planned, usedBefore } = question;
  if (planned === null) return 'part.not-in-plan';
  if (usedBefore + quantity > planned) return 'part.beyond-plan';
  if (fits.length > 0 && model !== null && !fits.includes(model)) return 'part.wrong-model';
  return serialised && serialNumbers.length !== quantity ? 'part.serials-missing' : null;
};

export interface SatisfactionScale {
  readonly levels: readonly { readonly code: string; readonly score: number }[];
  readonly reasonBelow: number;
}

/** Judges an acceptance by the pack's scale [A10-3, A10-8]; a score from 0 to 100, or what is wrong. */
export const acceptanceScore = (scale: SatisfactionScale | null, { satisfaction, opinion }: { readonly satisfaction: string; readonly opinion: string }): number | `acceptance.${string}` => {
  const level = scale?.levels.find((known) => known.code === satisfaction);
  if (!scale || !level) return 'acceptance.satisfaction-unknown';
  return level.score < scale.reasonBelow && opinion === '' ? 'acceptance.reason-missing' : level.score;
};
