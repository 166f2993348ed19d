type Scripts<C> = Readonly<Record<string, (context: C) => Promise<unknown>>>;
type Lives<S> = { readonly [K in keyof S]: S[K] extends (context: never) => infer R ? R : never };

/** Lets all lives begin at once: each test awaits its own, and one that fails fails nobody else's. */
export const sideBySide = <C, S extends Scripts<C>>(context: C, scripts: S): Lives<S> => {
  const lives = Object.entries(scripts).map(([name, script]) => {
    const life = script(context);
    life.catch(() => undefined);
    return [name, life] as const;
  });
  return Object.fromEntries(lives) as Lives<S>;
};
