import { factsCli } from '@mendline/platform/facts';
import { consumerGroup } from '../fact-intake/fact-intake.service.js';
import { serviceName } from '../quality-analytics.config.js';
import { runCommand } from './command-line.js';

await runCommand(({ database, bus, intake }) =>
  factsCli({ service: serviceName, argv: process.argv.slice(2), database, bus, handlers: { [consumerGroup]: (em, fact) => intake.take(em, [fact]) } }),
);
