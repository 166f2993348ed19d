import { TemporalClient } from '@mendline/platform/temporal';
import { ownNamespace as namespaceFor, type OwnNamespace } from '@mendline/testing/temporal';

/** A namespace of intake's on the real server, with a client of its own. */
export const ownNamespace = async (): Promise<OwnNamespace & { readonly temporal: TemporalClient }> => {
  const own = await namespaceFor('intake', 90_000);
  return { ...own, temporal: new TemporalClient(own) };
};
