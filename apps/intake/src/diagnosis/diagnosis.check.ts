import { invalid } from '@mendline/contracts';
import { sanitizeText } from '@mendline/platform/graphql';

/** How far a fault reaches: the device, the line or room it stands in, the whole site, or people's safety [A1-3]. */
export const impactScopes = ['device', 'line', 'site', 'safety'] as const;

/** What somebody found out. `severity` is canonical, 1 (gravest) to 4. */
export interface Diagnosis {
  readonly cause: string;
  readonly causeCode: string | null;
  readonly severity: number;
  readonly scope: string;
  readonly onSite: boolean;
  /** When the engineer may be there; null where nobody has to come. */
  readonly eta: Date | null;
}

const codeForm = /^[a-z][a-z0-9-]{0,39}$/;

/** Cleans the words, checks the codes. Throws `ticket.unknown-code`, `diagnosis.severity-invalid`, `diagnosis.eta-needless`. */
export const checkDiagnosis = (said: Diagnosis): Diagnosis => {
  const { scope, severity, causeCode, onSite, eta } = said;
  if (!impactScopes.some((known) => known === scope)) throw invalid('ticket.unknown-code', { field: 'scope', value: scope.slice(0, 40) });
  if (causeCode !== null && !codeForm.test(causeCode)) throw invalid('ticket.unknown-code', { field: 'causeCode', value: causeCode.slice(0, 40) });
  if (!Number.isInteger(severity) || severity < 1 || severity > 4) throw invalid('diagnosis.severity-invalid');
  if (!onSite && eta !== null) throw invalid('diagnosis.eta-needless');
  return { ...said, cause: sanitizeText(said.cause, { max: 4_000, required: true }) };
};
