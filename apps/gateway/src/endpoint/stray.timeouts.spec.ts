import { EventEmitter } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { surviveStrayTimeouts } from './stray.timeouts.js';

const hostOf = () => {
  const host = Object.assign(new EventEmitter(), { exit: jest.fn() });
  const log = { warn: jest.fn(), fatal: jest.fn() };
  surviveStrayTimeouts(host, log as never);
  return { host, log };
};

describe('an error that nobody caught', () => {
  it.each(['TimeoutError', 'AbortError'])('ends no process where it is the %s of one request', (name) => {
    const { host, log } = hostOf();
    host.emit('uncaughtException', new DOMException('The operation was aborted due to timeout', name), 'unhandledRejection');
    expect(host.exit).not.toHaveBeenCalled();
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it('ends the process where it is anything else', () => {
    const { host, log } = hostOf();
    host.emit('uncaughtException', new TypeError('undefined is not a function'), 'uncaughtException');
    expect(host.exit).toHaveBeenCalledWith(1);
    expect(log.fatal).toHaveBeenCalledTimes(1);
  });
});
