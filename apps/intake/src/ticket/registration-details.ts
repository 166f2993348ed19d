import { invalid } from '@mendline/contracts';
import { sanitizeText } from '@mendline/platform/graphql';

/** How the customer wants it handled [A2-9]. */
export const expectedHandlings = ['repair', 'replace', 'return'] as const;
/** Service and charge class: A paid, B contract, C free, D internal [A3-11]. */
export const chargeClasses = ['paid', 'contract', 'free', 'internal'] as const;

/** What a registration says beyond customer, device and description [A2-7 – A2-9, A3-11]. Instants are ISO 8601 UTC; null = not said. */
export interface RegistrationDetails {
  readonly faultAt: string | null;
  readonly environment: string | null;
  readonly frequency: string | null;
  readonly alarmCode: string | null;
  readonly remediesTried: string | null;
  readonly expectedHandling: string | null;
  readonly expectedBy: string | null;
  readonly remarks: string | null;
  /** How it came in, where the channel alone does not say it [A2-3]. */
  readonly channelNote: string | null;
  readonly chargeClass: string | null;
  /** Whether the customer's production stands still: urgent, whatever the priority says [A2-16]. */
  readonly productionStopped: boolean;
}

/** The details of a registration that says none. */
export const nothingSaid: RegistrationDetails = {
  faultAt: null, environment: null, frequency: null, alarmCode: null, remediesTried: null, expectedHandling: null, expectedBy: null, remarks: null, channelNote: null, chargeClass: null, productionStopped: false,
};

/** Details as somebody says them. */
export type DetailsSaid = { readonly [F in Exclude<keyof RegistrationDetails, 'faultAt' | 'expectedBy'>]?: RegistrationDetails[F] | null | undefined } & {
  readonly faultAt?: Date | null | undefined;
  readonly expectedBy?: Date | null | undefined;
};

/** The details out of a larger input; left out = not said. */
export const detailsOf = (i: DetailsSaid): RegistrationDetails => ({
  faultAt: i.faultAt?.toISOString() ?? null,
  environment: i.environment ?? null,
  frequency: i.frequency ?? null,
  alarmCode: i.alarmCode ?? null,
  remediesTried: i.remediesTried ?? null,
  expectedHandling: i.expectedHandling ?? null,
  expectedBy: i.expectedBy?.toISOString() ?? null,
  remarks: i.remarks ?? null,
  channelNote: i.channelNote ?? null,
  chargeClass: i.chargeClass ?? null,
  productionStopped: i.productionStopped ?? false,
});

const texts = ['environment', 'frequency', 'alarmCode', 'remediesTried', 'remarks', 'channelNote'] as const;

const oneOf = (field: string, known: readonly string[], value: string | null): void => {
  if (value !== null && !known.includes(value)) throw invalid('ticket.unknown-code', { field, value: value.slice(0, 40) });
};

/** Cleans texts, checks codes. Throws `ticket.unknown-code`, `ticket.fault-time-ahead`. */
export const checkDetails = (details: RegistrationDetails, now: Date): RegistrationDetails => {
  oneOf('expectedHandling', expectedHandlings, details.expectedHandling);
  oneOf('chargeClass', chargeClasses, details.chargeClass);
  if (details.faultAt !== null && Date.parse(details.faultAt) > now.getTime()) throw invalid('ticket.fault-time-ahead');
  return withTexts(details, (text) => sanitizeText(text, { max: 1_000 }) || null);
};

/** The details with every text that people wrote changed, for example redacted. */
export const withTexts = (details: RegistrationDetails, change: (text: string) => string | null): RegistrationDetails => ({
  ...details,
  ...Object.fromEntries(texts.map((field) => [field, details[field] ? change(details[field]) : null])),
});
