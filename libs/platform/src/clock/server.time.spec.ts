import { describe, expect, it } from '@jest/globals';
import { ServerTime } from './server.time.js';

const at = (ms: number): Date => new Date(1_800_000_000_000 + ms);

describe('the time of the database', () => {
  let mono = 0;
  const time = (): ServerTime => {
    mono = 5_000;
    return new ServerTime(() => mono);
  };

  it('is unknown until the database has told it, and when it was not heard of lately', () => {
    const server = time();
    expect(server.now()).toBeUndefined();
    server.observe(at(0));
    mono += 3_999;
    expect(server.now()).toEqual(at(3_999));
    mono += 1;
    expect(server.now()).toBeUndefined();
  });

  it('goes on between answers, and is never ahead: the fastest answer counts, whatever came slower', () => {
    const server = time();
    server.observe(at(-40)); // 40 ms on its way back
    mono += 100;
    server.observe(at(99));
    mono += 100;
    server.observe(at(120)); // 80 ms on its way back
    expect(server.now()).toEqual(at(199));
  });

  it('is estimated by what was heard last, however long ago, whatever the wall clock of the machine says', () => {
    const server = time();
    server.observe(at(0));
    mono += 3_600_000;
    expect(server.now()).toBeUndefined();
    expect(server.estimate()).toEqual(at(3_600_000));
  });

  it('follows a database that is set back within seconds', () => {
    const server = time();
    server.observe(at(0));
    for (let i = 0; i < 5; i += 1) {
      mono += 1_000;
      server.observe(at((i + 1) * 1_000 - 60_000));
    }
    expect(server.now()).toEqual(at(5_000 - 60_000));
  });
});
