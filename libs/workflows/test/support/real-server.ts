import { randomUUID } from 'node:crypto';
import { eventually } from '@mendline/testing';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Lives } from './lives.js';
import { installQuietRuntime } from './quiet-runtime.js';

/**
 * Lives on a real Temporal server, in a namespace of their own: queue names are fixed, and other workers may serve them.
 * Time passes as it does.
 */
export const startLivesOnServer = async (options: Parameters<typeof Lives.start>[1] = {}): Promise<Lives> => {
  const address = process.env['TEST_TEMPORAL_ADDRESS'];
  if (!address) throw new Error('TEST_TEMPORAL_ADDRESS names no Temporal server');
  installQuietRuntime();
  const namespace = `workflows-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
    const isKnown = (): Promise<boolean> => connection.workflowService.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 }).then(
      () => true,
      () => false,
    );
    await eventually(isKnown, Boolean, 30_000);
  } finally {
    await connection.close();
  }
  return Lives.start(await TestWorkflowEnvironment.createFromExistingServer({ address, namespace }), options);
};
