export type ClockErrorCode =
  | 'clock.anchor-invalid'
  | 'clock.beyond-horizon'
  | 'clock.calendar-missing'
  | 'clock.calendar-unknown'
  | 'clock.day-invalid'
  | 'clock.duration-not-positive'
  | 'clock.instant-invalid'
  | 'clock.level-invalid'
  | 'clock.levels-not-unique'
  | 'clock.offset-invalid'
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
