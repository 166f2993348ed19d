import type { Random } from '@mendline/testing';

/** Draws one of the choices by their weights. */
export const weighted = <T>(random: Random, choices: readonly (readonly [number, T])[]): T => {
  let left = random.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, choice] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return (choices.at(-1) as readonly [number, T])[1];
};
