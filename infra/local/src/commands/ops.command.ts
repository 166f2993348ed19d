import { askOps } from '../launcher/ops-client.js';
import type { OpsRequest } from '../launcher/ops-server.js';
import type { ProcessStatus, SystemStatus } from '../launcher/ops.js';
import { UsageError } from './arguments.js';
import { restored } from './restored.command.js';
import { requireRun } from './running-system.js';

const usage = 'npm run ops -- status [--json] | kill NAME [SECONDS] | restart NAME | stop NAME | start NAME | signal NAME SIGNAL | restored [REASON]';

/** `npm run ops`: looks at the running system or steps in. Resolves with the exit code. */
export async function ops(args: readonly string[]): Promise<number> {
  if (args[0] === 'restored') return restored(args.slice(1));
  const { socket } = requireRun();
  const request = parse(args);
  const result = await askOps(socket, request);
  if (request.op === 'status') printStatus(result as SystemStatus, args.includes('--json'));
  else console.log(`${request.op} ${request.name ?? ''}: done`);
  return 0;
}

function parse(args: readonly string[]): OpsRequest {
  const [op = 'status', name, third] = args;
  switch (op) {
    case 'status':
      return { op };
    case 'restart':
    case 'stop':
    case 'start':
      return { op, name: required(name) };
    case 'kill':
      return { op, name: required(name), downMs: Number(third ?? 0) * 1000 };
    case 'signal':
      return { op, name: required(name), signal: required(third) };
    default:
      throw new UsageError(usage);
  }
}

function required(word: string | undefined): string {
  if (word === undefined) throw new UsageError(usage);
  return word;
}

function printStatus(status: SystemStatus, asJson: boolean): void {
  if (asJson) {
    console.log(JSON.stringify(status, null, 2));
    return;
  }
  console.log(`${'process'.padEnd(19)}${'state'.padEnd(12)}${'pid'.padEnd(9)}${'port'.padEnd(14)}${'up'.padEnd(10)}restarts`);
  for (const process of status.processes) console.log(processLine(process));
  for (const process of status.processes) if (process.service !== undefined) console.log(`\n${process.name}\n${serviceLines(process.service)}`);
}

function processLine({ name, state, pid, ports, upSeconds, restarts }: ProcessStatus): string {
  const up = upSeconds === undefined ? '–' : `${upSeconds} s`;
  return `${name.padEnd(19)}${state.padEnd(12)}${String(pid ?? '–').padEnd(9)}${ports.join(',').padEnd(14)}${up.padEnd(10)}${restarts}`;
}

function serviceLines(service: unknown): string {
  if (typeof service !== 'object' || service === null) return `  ${String(service)}`;
  return Object.entries(service)
    .map(([name, value]) => `  ${name.padEnd(28)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join('\n');
}
