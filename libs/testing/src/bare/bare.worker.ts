import { parseArgs } from 'node:util';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { quietLogger } from './quiet.logger.js';
import type { BareActivities, BarePayload } from './bare.activities.js';

/** Process of its own: `bare.worker.js --address A --namespace N --queue Q [--bundle FILE]`. With a bundle it runs workflows, without one activities alone. */
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { address: text, namespace: text, queue: text, bundle: text } });
const { address = '', namespace = '', queue: taskQueue = '', bundle } = values;

Runtime.install({ logger: { ...quietLogger, warn: () => undefined }, shutdownSignals: [], telemetryOptions: { logging: { filter: 'ERROR' } } });
const connection = await NativeConnection.connect({ address });
const activities: BareActivities = { echo: (payload: BarePayload): Promise<BarePayload> => Promise.resolve(payload) };
const worker = await Worker.create({ connection, namespace, activities, taskQueue, ...(bundle === undefined ? {} : { workflowBundle: { codePath: bundle } }) });
process.once('SIGTERM', () => { worker.shutdown(); });
// Without its parent it has nothing to do.
process.once('disconnect', () => { worker.shutdown(); });
const running = worker.run();
process.send?.('ready');
await running;
await connection.close();
process.exit(0);
