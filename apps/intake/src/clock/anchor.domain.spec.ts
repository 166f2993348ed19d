import { describe, expect, it } from '@jest/globals';
import { anchorsOf } from './anchor.domain.js';
import type { AppointmentStep } from './anchor.domain.js';

const at = (hour: number): Date => new Date(Date.UTC(2024, 4, 1, hour));
const agreed = (visitId: string, hour: number, from: number): AppointmentStep => ({ command: 'agree-window', at: at(hour), data: { visitId, from: at(from).toISOString(), to: at(from + 2).toISOString() } });
const finished = (visitId: string, hour: number): AppointmentStep => ({ command: 'finish-visit', at: at(hour), data: { visitId } });
const appointments = (steps: readonly AppointmentStep[], current: string | null) =>
  anchorsOf(steps, current).filter(({ name }) => name === 'appointment').map(({ at: when, since, until }) => [when.getUTCHours(), since.getUTCHours(), until?.getUTCHours() ?? null]);

describe('[A6-10] [A6-22] agreed instants', () => {
  it('hold from the agreement on, beginning and end of the window', () => {
    expect(anchorsOf([agreed('v1', 8, 14)], 'v1')).toEqual([
      { name: 'appointment', at: at(14), since: at(8), until: null },
      { name: 'appointment-end', at: at(16), since: at(8), until: null },
    ]);
  });

  it('are followed by what is agreed later, and end with their visit', () => {
    expect(appointments([agreed('v1', 8, 14), agreed('v1', 9, 15), finished('v1', 16), agreed('v2', 17, 20)], 'v2')).toEqual([[14, 8, 16], [15, 9, 16], [20, 17, null]]);
  });

  it('of a visit that was given up hold for no clock that starts after they were agreed', () => {
    expect(appointments([agreed('v1', 8, 14)], 'v2')).toEqual([[14, 8, 8]]);
    expect(appointments([agreed('v1', 8, 14)], null)).toEqual([[14, 8, 8]]);
  });
});
