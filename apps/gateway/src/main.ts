import { setMaxListeners } from 'node:events';
import { createLogger } from '@mendline/platform/logging';
import { readGatewayConfig } from './gateway.config.js';
import { surviveStrayTimeouts } from './endpoint/stray.timeouts.js';
import { startGateway } from './gateway.server.js';

// Hive hangs a listener on a signal of its own for every request under way; the usual bound of ten would cry leak.
setMaxListeners(10_000);

const config = readGatewayConfig();
const log = createLogger({ service: 'gateway', level: config.LOG_LEVEL });
surviveStrayTimeouts(process, log);
const gateway = await startGateway(config, log);
log.info({ url: gateway.url }, 'the gateway listens');

const stop = (signal: NodeJS.Signals): void => {
  log.info({ signal }, 'stopping');
  gateway.close().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ error }, 'stop failed');
      process.exit(1);
    },
  );
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

await gateway.composed;
log.info('the gateway is ready');
