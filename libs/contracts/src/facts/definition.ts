import type { z } from 'zod';

/** One fact type: its topic, its schema, and an example that CI keeps readable for ever. */
export interface FactDefinition<S extends z.ZodType = z.ZodType> {
  readonly type: string;
  readonly topic: string;
  readonly data: S;
  readonly example: z.input<S>;
}

/** Declares a fact. `type` ends in `.v<major>`; the topic is `<owner>.<aggregate>.v<major>`. */
export const defineFact = <S extends z.ZodType>(type: string, data: S, example: z.input<S>): FactDefinition<S> => {
  const parts = type.split('.');
  const [owner, aggregate] = parts;
  const major = parts.at(-1);
  if (parts.length !== 4 || !owner || !aggregate || !major || !/^v\d+$/.test(major)) throw new TypeError(`fact type ${type}`);
  return { type, topic: `${owner}.${aggregate}.${major}`, data, example };
};

/** Data of a fact definition. */
export type FactData<F extends FactDefinition> = z.infer<F['data']>;
