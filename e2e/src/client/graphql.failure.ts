/** One error of an answer, as the services code it. */
export interface WireError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly reason?: string; readonly retryAfter?: number };
}

/** A request that was refused or failed as a whole. `code` is a category, `reason` the stable domain code. */
export class GraphqlFailure extends Error {
  override readonly name = 'GraphqlFailure';
  readonly code: string;
  readonly reason: string;
  /** Seconds to wait, where the answer says so. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly errors: readonly WireError[],
    operation: string,
  ) {
    const [first] = errors;
    const { code = 'INTERNAL', reason = 'internal.error', retryAfter } = first?.extensions ?? {};
    super(`${operation}: ${code} ${reason}: ${first?.message ?? 'no message'}`);
    this.code = code;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** An answer that says nothing of what became of the request: it may have had its effect. */
export const isUncertain = (error: unknown): boolean => !(error instanceof GraphqlFailure) || ['UNAVAILABLE', 'INTERNAL'].includes(error.code);

/** Whether the same request may help a little later. */
export const isRetryable = (error: unknown): boolean => !(error instanceof GraphqlFailure) || ['UNAVAILABLE', 'RATE_LIMITED'].includes(error.code);
