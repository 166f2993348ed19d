import type { GraphqlClient, Login } from '../client/index.js';

interface Settled {
  readonly state: string;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** One mutation of a set-up. Throws when it is not done. */
export const mutate = async (graphql: GraphqlClient, who: Login, name: string, input: object, inputType = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input`): Promise<void> => {
  const query = `mutation ($input: ${inputType}!) { ${name}(input: $input) { state userErrors { code message } } }`;
  const settled = (await graphql.request<Record<string, Settled>>(who, query, { input }))[name];
  if (settled?.state !== 'DONE') throw new Error(`${name} for ${who.tenant}: ${settled?.userErrors[0]?.message ?? settled?.state ?? 'no answer'}`);
};
