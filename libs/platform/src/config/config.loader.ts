import type { z } from 'zod';

/** The environment does not fit. The message names every wrong variable and never shows a value: some are secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const presentOnly = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));

/**
 * Validates the environment once at boot. An empty variable counts as absent.
 * @throws ConfigError listing every variable that is missing or wrong
 */
export const loadConfig = <S extends z.ZodType>(schema: S, env: NodeJS.ProcessEnv = process.env): z.output<S> => {
  const present = presentOnly(env);
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const name = issue.path.map(String).join('.');
    return name in present ? `${name}: ${issue.message}` : `${name}: missing`;
  });
  throw new ConfigError(problems);
};
