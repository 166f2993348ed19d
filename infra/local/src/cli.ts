import { takeSystemOptions, UsageError } from './commands/arguments.js';
import { isIntakeTool, isObserver, runBench, runServiceTool, runIntakeTool, runObserver, runRules } from './commands/dispatch.command.js';
import { ops } from './commands/ops.command.js';
import { reset } from './commands/reset.command.js';
import { serve } from './commands/serve.command.js';
import { token } from './commands/token.command.js';
import { engineNames, prepareEngines } from './engines/engines.js';
import { EngineUnavailable } from './engines/resolver.js';
import { NotBuilt } from './launcher/app-processes.js';
import { AlreadyRunning } from './launcher/instance.js';
import { StartFailed } from './launcher/supervised-process.js';
import { PortError } from './ports.js';
import { CommandFailed } from './system/run-command.js';
import { test } from './test-run/test.command.js';

const usage = `npm start                       prepare, start, demonstrate, stay up
npm run serve                   start without a demonstration
npm run demo -- [options]       demonstrate against the running system
npm test                        every test; npm test -- --only unit|int|e2e
npm run ops -- status           look at the running system, or step in
npm run token -- csr            a bearer token of a demonstration person
npm run reset                   delete the data of a stopped system
More: reconcile, facts, notices, keys, pack, bench, long, rules. Options of all: --data-dir DIR, --offset N.`;

/** Errors whose message is all a person needs; anything else is a defect and shows its stack. */
const plainErrors = [UsageError, EngineUnavailable, NotBuilt, AlreadyRunning, StartFailed, PortError, CommandFailed];

/** Runs one sub-command and ends the process with its exit code. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    process.exit(await run(args));
  } catch (error) {
    const plain = plainErrors.some((kind) => error instanceof kind);
    console.error(plain && error instanceof Error ? `\n${error.message}` : error);
    process.exit(1);
  }
}

async function run(all: readonly string[]): Promise<number> {
  const [command = 'help', ...args] = takeSystemOptions(all, process.env);
  if (isObserver(command)) return runObserver(command, args);
  if (isIntakeTool(command)) return runIntakeTool(command, args);
  switch (command) {
    case 'start':
      return serve({ demonstrate: true, enginesOnly: false });
    case 'serve':
      return serve({ demonstrate: false, enginesOnly: args.includes('--engines-only') });
    case 'engines':
      await prepareEngines(engineNames, process.env);
      return 0;
    case 'ops':
      return ops(args);
    case 'reset':
      return reset();
    case 'token':
      return token(args);
    case 'facts':
    case 'keys':
      return runServiceTool(command, args);
    case 'bench':
      return runBench(args);
    case 'rules':
      return runRules(args);
    case 'test':
      return test(args);
    default:
      console.log(usage);
      return command === 'help' ? 0 : 1;
  }
}
