export type ClockErrorCode =
  | 'clock.beyond-horizon'
  | 'clock.duration-not-positive'
  | 'clock.instant-invalid'
  | 'clock.level-invalid'
  | 'clock.levels-not-unique'
  | 'clock.pause-reversed'
  | 'clock.wall-time-invalid'
  | 'clock.zone-unknown';

/** A clock that cannot be computed: the policy pack or the recorded facts are wrong. `code` is stable, `message` is for logs. */
export class ClockError extends Error {
  override readonly name = 'ClockError';

  constructor(
    readonly code: ClockErrorCode,
    message: string,
  ) {
    super(message);
  }
}
