import { type DocumentNode, GraphQLError, visit } from 'graphql';

/**
 * The runtime below takes every object that has a member of this name for a promise: the answer to such a request would be waited for in vain,
 * and its time limit would pass with nobody to take the error.
 */
const promiseLike = 'then';

const refused = (): GraphQLError => new GraphQLError(`The name "${promiseLike}" cannot be used.`);

/** Refuses a document that names anything so: a field, an alias, a variable, a member of an input. Null for all others. */
export const thenableDocument = (document: DocumentNode): GraphQLError | null => {
  let found = false;
  visit(document, {
    Name: ({ value }) => {
      if (value === promiseLike) found = true;
    },
  });
  return found ? refused() : null;
};

/** Refuses variables with such a member, however deep. */
export const thenableVariables = (variables: Readonly<Record<string, unknown>>): GraphQLError | null => {
  const left: unknown[] = [variables];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && promiseLike in value) return refused();
    for (const member of Object.values(value)) if (member !== undefined) left.push(member);
  }
  return null;
};
