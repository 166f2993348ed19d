import { randomUUID } from 'node:crypto';
import { TemporalClient } from '@mendline/platform/temporal';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

/** Waits until something holds. */
export const eventually = async (holds: () => Promise<boolean>, withinMs = 90_000): Promise<void> => {
  for (const patience = Date.now() + withinMs; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 200))) {
    if (Date.now() > patience) throw new Error(`waited ${withinMs} ms in vain`);
  }
};

/** A namespace of its own on the real server, since queue names are fixed and other workers may serve them. */
export const ownNamespace = async (): Promise<{ readonly address: string; readonly namespace: string; readonly temporal: TemporalClient }> => {
  const address = process.env['TEST_TEMPORAL_ADDRESS'];
  if (!address) throw new Error('TEST_TEMPORAL_ADDRESS names no Temporal server');
  const namespace = `intake-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
    await eventually(() => connection.workflowService.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 }).then(() => true, () => false));
  } finally {
    await connection.close();
  }
  return { address, namespace, temporal: new TemporalClient({ address, namespace }) };
};
