import { parseArgs } from 'node:util';

/** A word on the command line that cannot be understood; the message is for the person at the terminal. */
export class UsageError extends Error {}

/**
 * Takes `--data-dir DIR` and `--offset N` out of the arguments and puts them where everything reads them: the
 * environment. The rest stays for the command.
 */
export function takeSystemOptions(args: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const { tokens } = parseArgs({ args: [...args], options: systemOptions, strict: false, tokens: true });
  const taken = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !(token.name in variables)) continue;
    if (token.value === undefined) throw new UsageError(`--${token.name} needs a value.`);
    env[variables[token.name as keyof typeof variables]] = token.value;
    taken.add(token.index);
    if (!token.inlineValue) taken.add(token.index + 1);
  }
  return args.filter((_, index) => !taken.has(index));
}

const systemOptions = { 'data-dir': { type: 'string' }, offset: { type: 'string' } } as const;
const variables = { 'data-dir': 'MENDLINE_DATA_DIR', offset: 'MENDLINE_PORT_OFFSET' } as const;
