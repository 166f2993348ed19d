import { DomainError } from '@mendline/contracts/errors';
import { type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';
import { type ComplexityEstimatorArgs, fieldExtensionsEstimator, getComplexity } from 'graphql-query-complexity';

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

const largestPage = 100;

/** A field costs one plus its children; a page costs its children times `first`, an entity look-up times its references. */
const pageEstimator = ({ args, childComplexity }: ComplexityEstimatorArgs): number => {
  const first: unknown = args['first'];
  const representations: unknown = args['representations'];
  if (Array.isArray(representations)) return 1 + representations.length;
  return 1 + childComplexity * (typeof first === 'number' ? Math.min(Math.max(first, 1), largestPage) : 1);
};

/** Whether the cost depends on variables: by a page size or by a directive. */
const dependsOnVariables = (document: DocumentNode): boolean => {
  let depends = false;
  visit(document, {
    Argument: (node) => {
      if (node.name.value === 'first' && node.value.kind === Kind.VARIABLE) depends = true;
      if (node.name.value === 'representations') depends = true;
    },
    Directive: () => {
      depends = true;
    },
  });
  return depends;
};

/** Refuses operations that cost more than `max` (a field is one). Remembers the cost of documents whose cost is fixed. */
export class ComplexityLimit {
  readonly #fixed = new WeakMap<DocumentNode, number | 'varies'>();

  constructor(private readonly max: number) {}

  /** Throws `query.too-complex`. */
  check(operation: Operation): void {
    const actual = this.cost(operation);
    if (actual > this.max) throw new DomainError('invalid', 'query.too-complex', { actual, max: this.max });
  }

  cost(operation: Operation): number {
    const { document } = operation;
    const known = this.#fixed.get(document);
    if (typeof known === 'number') return known;
    const cost = costOf(operation);
    if (known === undefined) this.#fixed.set(document, dependsOnVariables(document) || document.definitions.length > 1 ? 'varies' : cost);
    return cost;
  }
}

const costOf = ({ schema, document, variables, operationName }: Operation): number =>
  getComplexity({
    schema,
    query: document,
    estimators: [fieldExtensionsEstimator(), pageEstimator],
    variables: { ...variables },
    ...(operationName ? { operationName } : {}),
  });
