import { parseArgs } from 'node:util';
import type { Database } from '../database/index.js';
import { DeadLetterReplay } from './dead-letter.replay.js';
import type { FactBus } from './fact-bus.port.js';
import type { FactHandler } from './fact.inbox.js';
import { republish, type RepublishFilter } from './fact.republisher.js';
import { beginAfterRestore, disregardLost } from './fact.restore.js';

/** What a service hands to its command line. */
export interface FactsCliOptions {
  readonly service: string;
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly database: Pick<Database, 'systemTx'>;
  readonly bus: FactBus;
  /** Handler of every consumer group of the service. */
  readonly handlers: Readonly<Record<string, FactHandler>>;
  readonly print?: (line: string) => void;
}

const usage = `usage: facts republish [--from INSTANT] [--to INSTANT] [--type TYPE] [--tenant TENANT]
       facts dead-letters list
       facts dead-letters replay [ID]
       facts dead-letters drop ID
       facts lost --file FILE [--reason TEXT]     after a restore, while the services are down (npm run ops -- restored)
       facts disregard --file FILE`;

type Print = (line: string) => void;

/** Runs one `facts` command and answers the exit code: 0 done, 1 something is left to do, 2 not understood. */
export const factsCli = async (options: FactsCliOptions): Promise<number> => {
  const print: Print = options.print ?? ((line) => void process.stdout.write(`${line}\n`));
  const parsed = parse(options.argv);
  if (parsed === undefined) return refuse(print);
  const [area, verb, id] = parsed.words;
  if (area === 'republish' && verb === undefined) return runRepublish(options, parsed.filter, print);
  if (area === 'lost' || area === 'disregard') return afterRestore(options, area, parsed, print);
  if (area !== 'dead-letters') return refuse(print);
  const letters = new DeadLetterReplay(options.database, options.handlers);
  if (verb === 'list') return list(options.service, letters, print);
  if (verb === 'replay') return replay(options.service, letters, id, print);
  return verb === 'drop' && id !== undefined ? drop(options.service, letters, id, print) : refuse(print);
};

interface Parsed {
  readonly words: readonly string[];
  readonly filter: RepublishFilter;
  readonly file: string | undefined;
  readonly reason: string | undefined;
}

const parse = (argv: readonly string[]): Parsed | undefined => {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: { from: text, to: text, type: text, tenant: text, file: text, reason: text } });
    const { from, to, type, tenant, file, reason } = values;
    const filter: RepublishFilter = {
      ...(from === undefined ? {} : { from: instant(from) }),
      ...(to === undefined ? {} : { to: instant(to) }),
      ...(type === undefined ? {} : { type }),
      ...(tenant === undefined ? {} : { tenant }),
    };
    const ids = positionals.slice(2);
    if (ids.length > 1 || ids.some((id) => !/^\d{1,18}$/.test(id))) return undefined;
    return { words: positionals, filter, file, reason };
  } catch {
    return undefined;
  }
};

const instant = (text: string): Date => {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new RangeError(text);
  return at;
};

const refuse = (print: Print): number => {
  print(usage);
  return 2;
};

const runRepublish = async ({ service, database, bus }: FactsCliOptions, filter: RepublishFilter, print: Print): Promise<number> => {
  print(`${service}: ${await republish(database, bus, filter)} facts sent again`);
  return 0;
};

const afterRestore = async ({ service, database, bus }: FactsCliOptions, step: 'lost' | 'disregard', { file, reason }: Parsed, print: Print): Promise<number> => {
  if (file === undefined) return refuse(print);
  const work = { service, database, bus, file };
  if (step === 'disregard') {
    print(`${service}: passes ${await disregardLost(work)} lost facts by`);
    return 0;
  }
  const { incarnation, lost, sentAgain } = await beginAfterRestore(work, reason ?? 'restored');
  print(`${service}: incarnation ${incarnation}; ${lost.length} facts of the lost span, ${sentAgain} sent again`);
  return 0;
};

const list = async (service: string, letters: DeadLetterReplay, print: Print): Promise<number> => {
  const open = await letters.list();
  for (const letter of open) {
    print(`${service} ${letter.id} ${letter.parkedAt.toISOString()} ${letter.consumer} ${letter.topic} ${letter.key} ${letter.reason} ${letter.error ?? ''}`.trimEnd());
  }
  print(`${service}: ${open.length} dead letters`);
  return 0;
};

const replay = async (service: string, letters: DeadLetterReplay, id: string | undefined, print: Print): Promise<number> => {
  const { replayed, stuck } = await letters.replay(id);
  for (const letter of stuck) print(`${service} ${letter.id} stays: ${letter.error}`);
  print(`${service}: ${replayed} replayed, ${stuck.length} keys still parked`);
  return stuck.length === 0 ? 0 : 1;
};

const drop = async (service: string, letters: DeadLetterReplay, id: string, print: Print): Promise<number> => {
  const dropped = await letters.drop(id);
  print(`${service}: ${dropped ? `${id} dropped` : `${id} is not open`}`);
  return dropped ? 0 : 1;
};
