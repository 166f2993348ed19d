import { invalid, notFound } from '@mendline/contracts';

/** A turn of duty as it is said. */
export interface Duty {
  readonly personId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export const largestRoster = 1_000;

/** Refuses a roster that says nothing useful: throws DomainError `roster.code-invalid`, `roster.size`, `roster.duty-invalid`, `roster.listed-twice` or `person.unknown`. */
export const checkRoster = (roster: string, duties: readonly Duty[], people: ReadonlySet<string>, now: Date): void => {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(roster)) throw invalid('roster.code-invalid', { roster: roster.slice(0, 40) });
  if (duties.length > largestRoster) throw invalid('roster.size', { max: largestRoster });
  const seen = new Set<string>();
  for (const { personId, startsAt, endsAt } of duties) {
    if (!people.has(personId)) throw notFound('person.unknown');
    if (!(startsAt < endsAt) || endsAt <= now) throw invalid('roster.duty-invalid', { person: personId, from: startsAt.toISOString(), to: endsAt.toISOString() });
    const name = `${startsAt.toISOString()} ${personId}`;
    if (seen.has(name)) throw invalid('roster.listed-twice', { person: personId, from: startsAt.toISOString() });
    seen.add(name);
  }
};
