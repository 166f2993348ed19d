import { historiesOf } from './claims.domain.js';
import type { Claim } from './claims.domain.js';
import { suspect } from './detection.domain.js';
import type { Suspicion } from './detection.domain.js';

/** A claim with where it belongs. */
export interface PlacedClaim extends Omit<Claim, 'unit'> {
  readonly category: string | null;
  readonly model: string;
  readonly batch: string | null;
}

/** Something to compare with its siblings: batches of a model, or models of a category. */
interface Family {
  readonly level: 'batch' | 'model';
  readonly category: string | null;
  readonly model: string | null;
  readonly claims: readonly Claim[];
}

/** What was found, and of what. */
export interface FoundDefect {
  readonly level: 'batch' | 'model';
  readonly category: string | null;
  readonly model: string;
  readonly batch: string | null;
  readonly suspicion: Suspicion;
}

const families = (claims: readonly PlacedClaim[]): Family[] => {
  const byName = new Map<string, { family: Omit<Family, 'claims'>; claims: Claim[] }>();
  const put = (family: Omit<Family, 'claims'>, claim: Claim): void => {
    const name = JSON.stringify([family.level, family.category, family.model]);
    const known = byName.get(name);
    if (known) known.claims.push(claim);
    else byName.set(name, { family, claims: [claim] });
  };
  for (const { category, model, batch, ...claim } of claims) {
    if (batch !== null) put({ level: 'batch', category, model }, { ...claim, unit: batch });
    if (category !== null) put({ level: 'model', category, model: null }, { ...claim, unit: model });
  }
  return [...byName.values()].map(({ family, claims: ofFamily }) => ({ ...family, claims: ofFamily }));
};

/** Everything that fails more often than its siblings as of an instant. Units without siblings, and claims without model, say nothing. */
export const searchDefects = (claims: readonly PlacedClaim[], asOf: Date): FoundDefect[] =>
  families(claims).flatMap(({ level, category, model, claims: ofFamily }) => {
    const units = historiesOf(ofFamily);
    return units.flatMap((unit): FoundDefect[] => {
      const suspicion = suspect(unit, units.filter((other) => other !== unit), asOf.getTime());
      return suspicion ? [{ level, category, model: model ?? unit.unit, batch: level === 'batch' ? unit.unit : null, suspicion }] : [];
    });
  });
