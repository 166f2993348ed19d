import { parseArgs } from 'node:util';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { bareQueue, bareRemoteQueue, type BarePayload } from './bare.messages.js';

/** Process of its own: `bare.worker.js --address A --namespace N [--bundle FILE]`. With a bundle it runs the lives, without it their remote activities. */
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { address: text, namespace: text, bundle: text } });
const { address = '', namespace = '', bundle } = values;

Runtime.install({ logger: { log: () => undefined, trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined, error: console.error }, shutdownSignals: [], telemetryOptions: { logging: { filter: 'ERROR' } } });
const connection = await NativeConnection.connect({ address });
const activities = { echo: (payload: BarePayload): Promise<BarePayload> => Promise.resolve(payload) };
const worker = await Worker.create({
  connection,
  namespace,
  activities,
  ...(bundle === undefined ? { taskQueue: bareRemoteQueue } : { taskQueue: bareQueue, workflowBundle: { codePath: bundle } }),
});
process.once('SIGTERM', () => { worker.shutdown(); });
// Without its parent it has nothing to do.
process.once('disconnect', () => { worker.shutdown(); });
const running = worker.run();
process.send?.('ready');
await running;
await connection.close();
process.exit(0);
