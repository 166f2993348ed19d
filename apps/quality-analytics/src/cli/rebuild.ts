import { RebuildService } from '../fact-intake/rebuild.service.js';
import { runCommand } from './command-line.js';

await runCommand(async ({ database, bus, intake }) => {
  const { handled, parked } = await new RebuildService(database, bus, intake).run();
  process.stdout.write(`quality-analytics: rebuilt from ${handled} facts, ${parked} parked\n`);
  return parked === 0 ? 0 : 1;
});
