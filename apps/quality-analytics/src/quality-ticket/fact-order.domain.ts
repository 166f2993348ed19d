/** Facts whose type begins so: each owner orders its own, for each counts its own incarnations. */
export const factsOf = (facts: readonly TicketFact[], prefix: string): readonly TicketFact[] => facts.filter(({ type }) => type.startsWith(prefix));

/** What of a fact the folding needs, as kept in `quality_facts`. */
export interface TicketFact {
  readonly id: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly incarnation: number;
  readonly aggregateVersion: number;
  readonly ticketSeq: number;
  /** Instant of the envelope, ISO 8601 UTC. */
  readonly time: string;
  readonly data: unknown;
}

const byOrder = (a: TicketFact, b: TicketFact): number =>
  a.incarnation - b.incarnation || a.ticketSeq - b.ticketSeq || a.aggregateVersion - b.aggregateVersion || (a.id < b.id ? -1 : 1);

/**
 * The facts that count, in the order in which they happened: by (incarnation, ticketSeq, aggregateVersion), each once.
 * A restore begins a new incarnation; versions that it writes again replace those of the lost span.
 */
export const orderFacts = (facts: readonly TicketFact[]): readonly TicketFact[] => {
  const distinct = [...new Map(facts.map((fact) => [fact.id, fact])).values()];
  const lost = (fact: TicketFact): boolean =>
    distinct.some((other) => other.aggregateId === fact.aggregateId && other.incarnation > fact.incarnation && other.aggregateVersion <= fact.aggregateVersion);
  const restored = distinct.some(({ incarnation }) => incarnation !== distinct[0]?.incarnation);
  return (restored ? distinct.filter((fact) => !lost(fact)) : distinct).sort(byOrder);
};
