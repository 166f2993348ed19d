import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { failpoint } from './failpoint.js';

describe('failpoints', () => {
  const kill = jest.spyOn(process, 'kill').mockImplementation(() => true);

  afterEach(() => {
    delete process.env.MENDLINE_FAILPOINT;
    kill.mockClear();
  });

  it('do nothing unless named', () => {
    failpoint('relay.after-send');
    process.env.MENDLINE_FAILPOINT = 'relay.after-sending, intake.before-relay';
    failpoint('relay.after-send');
    expect(kill).not.toHaveBeenCalled();
  });

  it('end the process at the named point, at the named passage', () => {
    process.env.MENDLINE_FAILPOINT = 'other, spec.point:3';
    for (const expected of [0, 0, 1, 1]) {
      failpoint('spec.point');
      expect(kill).toHaveBeenCalledTimes(expected);
    }
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
  });
});
