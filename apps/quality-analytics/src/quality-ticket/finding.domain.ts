import { planSubmitted, ticketDiagnosed } from '@mendline/contracts/facts';
import type { FactData, FactDefinition } from '@mendline/contracts/facts';
import { factsOf } from './fact-order.domain.js';
import type { TicketFact } from './fact-order.domain.js';
import type { QualityVisit } from './quality-visit.domain.js';

/** What was found to be wrong, as far as it is known by now; both are codes. */
export interface Finding {
  readonly faultCode: string | null;
  readonly causeCode: string | null;
}

const latest = <F extends FactDefinition>(facts: readonly TicketFact[], definition: F): FactData<F> | undefined =>
  factsOf(facts, definition.type).reduce<TicketFact | undefined>((last, fact) => (last && last.time > fact.time ? last : fact), undefined)?.data as FactData<F> | undefined;

const lastOf = <T>(values: readonly (T | null)[]): T | null => values.reduce<T | null>((last, value) => value ?? last, null);

/** What an engineer found on site counts before the plan's cause, and that before the diagnosis of the remote try [A5-5, A9-5]. */
export const findingOf = (facts: readonly TicketFact[], visits: readonly QualityVisit[]): Finding => ({
  faultCode: lastOf(visits.map((visit) => visit.faultCode)),
  causeCode: lastOf(visits.map((visit) => visit.causeCode)) ?? latest(facts, planSubmitted)?.cause ?? latest(facts, ticketDiagnosed)?.causeCode ?? null,
});
