import { DomainError } from '@mendline/contracts/errors';
import { documentRefusal, type DocumentLimits } from '@mendline/platform/graphql/limits';
import { type DocumentNode, getOperationAST, GraphQLError, Kind, type OperationTypeNode, parse, visit } from 'graphql';
import { thenableDocument, thenableVariables } from './thenable.refusal.js';
import type { RequestParams, TrustedDocuments } from './trusted.documents.js';

/** A request that may run. */
export interface AdmittedOperation {
  readonly query: string;
  readonly kind: OperationTypeNode;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface GateOptions {
  readonly limits: DocumentLimits;
  readonly introspection: boolean;
}

interface Examined {
  readonly document?: DocumentNode;
  readonly refusal?: Error;
}

const mostRemembered = 1_000;

const asksForSchema = (document: DocumentNode): boolean => {
  let asks = false;
  visit(document, {
    Field: (node) => {
      if (node.name.value === '__schema' || node.name.value === '__type') asks = true;
    },
  });
  return asks;
};

/** Decides which documents may run, before anything is planned or asked of a service. */
export class OperationGate {
  readonly #examined = new Map<string, Examined>();

  constructor(
    private readonly trusted: TrustedDocuments,
    private readonly options: GateOptions,
  ) {}

  /** Throws `query.*` errors and GraphQL syntax errors. */
  admit(params: RequestParams): AdmittedOperation {
    const query = this.trusted.resolve(params);
    const { document, refusal } = this.#examine(query);
    if (refusal || !document) throw refusal ?? new DomainError('invalid', 'input.malformed');
    const operation = getOperationAST(document, params.operationName);
    if (!operation) throw new GraphQLError('Unknown or ambiguous operation name.');
    const variables = params.variables ?? {};
    const unfit = thenableVariables(variables);
    if (unfit) throw unfit;
    return { query, kind: operation.operation, variables, ...(params.operationName ? { operationName: params.operationName } : {}) };
  }

  #examine(query: string): Examined {
    const known = this.#examined.get(query);
    if (known) return known;
    const result = this.#check(query);
    if (this.#examined.size >= mostRemembered) {
      const [oldest] = this.#examined.keys();
      if (oldest !== undefined) this.#examined.delete(oldest);
    }
    this.#examined.set(query, result);
    return result;
  }

  #check(query: string): Examined {
    try {
      const document = parse(query, { maxTokens: this.options.limits.maxTokens, noLocation: true });
      if (!document.definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION)) return { refusal: new GraphQLError('No operation.') };
      if (!this.options.introspection && asksForSchema(document)) return { refusal: new GraphQLError('Introspection is off.') };
      const refusal = documentRefusal(document, this.options.limits) ?? thenableDocument(document);
      return refusal ? { refusal } : { document };
    } catch (error) {
      return { refusal: error as Error };
    }
  }
}
