import { Injectable } from '@nestjs/common';

/** Throws (or rejects) when the thing does not work now. */
export type HealthCheck = () => void | Promise<void>;

/** What a readiness check found. `failing` names things only; reasons are for logs and operators. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'failing'>>;
  readonly reasons: Readonly<Record<string, string>>;
}

const patienceMs = 2_500;

/** Everything that must work for this process to take requests: each part registers its own check. */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();
  private closing = false;

  register(name: string, check: HealthCheck): void {
    if (this.checks.has(name)) throw new Error(`a health check named ${name} exists already`);
    this.checks.set(name, check);
  }

  /** From now on the process is not ready, so that nobody sends it new work while it stops. */
  close(): void {
    this.closing = true;
  }

  /** Runs every check now, at most 2.5 s each. */
  async readiness(): Promise<Readiness> {
    const results = await Promise.all([...this.checks].map(async ([name, check]) => ({ name, failure: await failureOf(check) })));
    const failures = results.filter((result) => result.failure !== undefined);
    return {
      ready: failures.length === 0 && !this.closing,
      checks: Object.fromEntries(results.map(({ name, failure }) => [name, failure === undefined ? 'ok' : 'failing'])),
      reasons: Object.fromEntries(failures.map(({ name, failure }) => [name, failure ?? ''])),
    };
  }
}

const failureOf = async (check: HealthCheck): Promise<string | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
  });
  try {
    await Promise.race([Promise.resolve().then(check), silence]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  } finally {
    clearTimeout(timer);
  }
};
