import { ClockError } from '../clock.error.js';
import type { ClockRun } from '../clock.strategy.js';
import { HORIZON_MS, MINUTE_MS } from '../instant.js';
import { pointStrategy } from './point.strategy.js';
import { checkName } from './spec.check.js';
import type { AppointmentSpec, OffsetSpec } from './unit.types.js';

/** The instant of an appointment. */
export const appointmentStrategy = pointStrategy<AppointmentSpec>({
  check({ anchor }) {
    checkName(anchor, 'anchor');
  },

  instant: anchorOf,
});

/** Before or after an appointment. */
export const offsetStrategy = pointStrategy<OffsetSpec>({
  check({ anchor, minutes, calendar }) {
    checkName(anchor, 'anchor');
    if (!Number.isFinite(minutes)) throw new ClockError('clock.offset-invalid', `an offset of ${minutes} minutes`);
    if (Math.abs(minutes) * MINUTE_MS > HORIZON_MS) throw new ClockError('clock.beyond-horizon', `an offset of ${minutes} minutes`);
    if (calendar !== undefined) checkName(calendar, 'calendar');
  },

  instant(run) {
    const anchor = anchorOf(run);
    const { minutes, calendar } = run.spec;
    const offset = Math.round(minutes * MINUTE_MS);
    if (anchor === null || calendar === undefined) return anchor === null ? null : anchor + offset;
    const timeline = run.calendars.timeline(calendar);
    return offset < 0 ? timeline.goBack(anchor, -offset) : offset === 0 ? anchor : timeline.advance(anchor, offset);
  },
});

function anchorOf({ anchors, spec }: ClockRun<AppointmentSpec | OffsetSpec>): number | null {
  return anchors.get(spec.anchor) ?? null;
}
