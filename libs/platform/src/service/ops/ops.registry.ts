import { Injectable } from '@nestjs/common';

export type OpsValue = string | number | boolean | null | Date | readonly OpsValue[] | { readonly [name: string]: OpsValue };

/** Tells operators how a part of the process is doing: counts, ages, states. Never personal data. */
export type OpsProvider = () => OpsValue | Promise<OpsValue>;

/** The parts of `/ops/status`. */
@Injectable()
export class OpsRegistry {
  private readonly providers = new Map<string, OpsProvider>();

  register(name: string, provider: OpsProvider): void {
    if (this.providers.has(name)) throw new Error(`an ops provider named ${name} exists already`);
    this.providers.set(name, provider);
  }

  /** Asks every part at once; one that fails says so and keeps nobody from answering. */
  async status(): Promise<Record<string, OpsValue>> {
    const answers = await Promise.all([...this.providers].map(async ([name, provider]) => [name, await answerOf(provider)] as const));
    return Object.fromEntries(answers);
  }
}

const answerOf = async (provider: OpsProvider): Promise<OpsValue> => {
  try {
    return await provider();
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'failed' };
  }
};
