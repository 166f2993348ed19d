/**
 * Events as subscribers see them: each is read again, and those that the subscriber may not see (any more) are left out.
 * Ending it ends the source at once, also while it waits.
 */
export const readAgain = <E, T>(events: AsyncIterableIterator<E>, read: (event: E) => Promise<T | null>): AsyncIterableIterator<T> => {
  const next = async (): Promise<IteratorResult<T>> => {
    for (;;) {
      const event = await events.next();
      if (event.done) return { done: true, value: undefined };
      const value = await read(event.value);
      if (value !== null) return { done: false, value };
    }
  };
  return {
    next,
    return: async () => {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
