import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceEnvironment, serviceNames, type ServiceName, type SystemFacts } from '../launcher/environment.js';
import { askOps } from '../launcher/ops-client.js';
import { CommandFailed } from '../system/run-command.js';
import { runNode } from './dispatch.command.js';
import { requireRun, requireSystem } from './running-system.js';

const stopped = ['gateway', ...serviceNames] as const;

/**
 * `npm run ops -- restored [REASON]`: the databases were taken back to an earlier point while Kafka and Temporal went on. Stops the services, begins a new
 * incarnation in each database, lists what is lost, keeps readers from it, gives every open ticket a workflow that begins with its row, and starts the
 * services. Resolves with the exit code; throws at the first step that fails, after which it may be given again.
 */
export async function restored(args: readonly string[]): Promise<number> {
  const { socket } = requireRun();
  const system = requireSystem();
  const reason = args.join(' ') || 'restored';
  const file = join(system.dataFolder, `lost-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.jsonl`);
  writeFileSync(file, '', { mode: 0o600 });
  console.log('stopping the services');
  for (const name of stopped) await askOps(socket, { op: 'stop', name });
  for (const service of serviceNames) await facts(system, service, ['lost', '--file', file, '--reason', reason]);
  for (const service of serviceNames) await facts(system, service, ['disregard', '--file', file]);
  await tool(system, 'intake', 'restored', [file]);
  await tool(system, 'intake', 'reconcile', ['--afresh']);
  console.log('starting the services');
  await Promise.all(serviceNames.map((name) => askOps(socket, { op: 'start', name })));
  await askOps(socket, { op: 'start', name: 'gateway' });
  console.log(`every lost fact: ${file}`);
  return 0;
}

const facts = (system: SystemFacts, service: ServiceName, args: readonly string[]): Promise<void> => tool(system, service, 'facts', args);

async function tool(system: SystemFacts, service: ServiceName, name: string, args: readonly string[]): Promise<void> {
  const code = await runNode(`apps/${service}/dist/cli/${name}.js`, args, serviceEnvironment(system, service));
  if (code !== 0) throw new CommandFailed(`${service}: ${name} ended with ${code}; the services are stopped. Mend it and give the command again.`);
}
