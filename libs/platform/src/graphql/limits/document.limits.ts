import { DomainError } from '@mendline/contracts/errors';
import { type ASTVisitor, type DocumentNode, type FragmentDefinitionNode, GraphQLError, Kind, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql';

/** Bounds of one GraphQL document, all counted after fragments are put in place. */
export interface DocumentLimits {
  /** Levels of fields below the operation; introspection counts as one level. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxFields: number;
  /** Lexical tokens, counted by the parser. */
  readonly maxTokens: number;
  readonly maxDirectives: number;
}

export const defaultDocumentLimits: DocumentLimits = { maxDepth: 12, maxAliases: 30, maxFields: 1_000, maxTokens: 2_000, maxDirectives: 50 };

/** Size of a document as it would be executed; `Infinity` for fragments in a circle. */
export interface DocumentSize {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
  readonly directives: number;
}

const nothing: DocumentSize = { depth: 0, aliases: 0, fields: 0, directives: 0 };
const endless: DocumentSize = { depth: Infinity, aliases: Infinity, fields: Infinity, directives: Infinity };

const plus = (a: DocumentSize, b: DocumentSize): DocumentSize => ({
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  fields: a.fields + b.fields,
  directives: a.directives + b.directives,
});

/** Measures each fragment once, so that fragments nested in fragments cost the measurer nothing. */
class Measurer {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #sizes = new Map<string, DocumentSize>();
  readonly #open = new Set<string>();

  constructor(document: DocumentNode) {
    for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(node.name.value, node);
  }

  selections(set: SelectionSetNode | undefined): DocumentSize {
    return (set?.selections ?? []).reduce((sum, node) => {
      const directives: DocumentSize = { ...nothing, directives: node.directives?.length ?? 0 };
      if (node.kind === Kind.FRAGMENT_SPREAD) return plus(plus(sum, directives), this.#fragment(node.name.value));
      if (node.kind === Kind.INLINE_FRAGMENT) return plus(plus(sum, directives), this.selections(node.selectionSet));
      if (node.name.value.startsWith('__')) return plus(sum, { ...directives, depth: 1, fields: 1, aliases: node.alias ? 1 : 0 });
      const inner = this.selections(node.selectionSet);
      return plus(plus(sum, directives), { ...inner, depth: inner.depth + 1, fields: inner.fields + 1, aliases: inner.aliases + (node.alias ? 1 : 0) });
    }, nothing);
  }

  #fragment(name: string): DocumentSize {
    const known = this.#sizes.get(name);
    if (known) return known;
    if (this.#open.has(name)) return endless;
    this.#open.add(name);
    const size = this.selections(this.#fragments.get(name)?.selectionSet);
    this.#open.delete(name);
    this.#sizes.set(name, size);
    return size;
  }
}

/** The largest operation of a document. */
export const measureDocument = (document: DocumentNode): DocumentSize => {
  const measurer = new Measurer(document);
  return document.definitions.reduce((sum, node) => (node.kind === Kind.OPERATION_DEFINITION ? plus(sum, measurer.selections(node.selectionSet)) : sum), nothing);
};

/** What a document breaks first: `query.too-deep`, `query.too-many-aliases` or `query.too-large`. */
export const documentRefusal = (document: DocumentNode, limits: DocumentLimits): DomainError | undefined => {
  const size = measureDocument(document);
  const refuse = (code: `query.${string}`, actual: number, max: number): DomainError | undefined =>
    actual > max ? new DomainError('invalid', code, { actual: actual === Infinity ? '∞' : actual, max }) : undefined;
  return (
    refuse('query.too-deep', size.depth, limits.maxDepth) ??
    refuse('query.too-many-aliases', size.aliases, limits.maxAliases) ??
    refuse('query.too-large', size.fields, limits.maxFields) ??
    refuse('query.too-large', size.directives, limits.maxDirectives)
  );
};

/** The same as a validation rule, for servers that take rules. */
export const documentLimitsRule =
  (limits: DocumentLimits): ValidationRule =>
  (context: ValidationContext): ASTVisitor => ({
    Document(document) {
      const refusal = documentRefusal(document, limits);
      if (refusal) context.reportError(new GraphQLError(refusal.message, { originalError: refusal }));
    },
  });
