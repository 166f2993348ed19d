import { ownNamespace } from '@mendline/testing/temporal';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Lives } from './lives.js';
import { installQuietRuntime } from './quiet-runtime.js';

/**
 * Lives on a real Temporal server, in a namespace of their own: queue names are fixed, and other workers may serve them.
 * Time passes as it does.
 */
export const startLivesOnServer = async (options: Parameters<typeof Lives.start>[1] = {}): Promise<Lives> => {
  installQuietRuntime();
  const { address, namespace } = await ownNamespace('workflows', 30_000);
  return Lives.start(await TestWorkflowEnvironment.createFromExistingServer({ address, namespace }), options);
};
