import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { quietRequestQueues } from './kafkajs.quiet-queue.js';

type Queue = { push(entry: object): void; fulfillRequest(response: object): void; maybeThrottle(ms: number): void; readonly pending: readonly unknown[] };
type QueueClass = new (options: object) => Queue;

const require = createRequire(import.meta.url);
const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: { scheduleCheckPendingRequests: () => void } };
const original = prototype.scheduleCheckPendingRequests;

const silent = { debug: () => undefined, warn: () => undefined, namespace: () => silent };

const aQueue = (): Queue => {
  const RequestQueue = require('kafkajs/src/network/requestQueue') as QueueClass;
  return new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1_000, enforceRequestTimeout: false, clientId: 'spec', broker: 'spec', logger: silent, isConnected: () => true });
};

const aRequest = (correlationId: number, sent: number[]): object => ({
  entry: { correlationId, resolve: () => undefined, reject: () => undefined },
  expectResponse: true,
  requestTimeout: null,
  sendRequest: () => sent.push(correlationId),
});

describe('request queues of kafkajs', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    prototype.scheduleCheckPendingRequests = original;
    jest.useRealTimers();
  });

  it('look at an empty queue for ever when they are not mended', () => {
    const queue = aQueue();
    queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(5);
    expect(jest.getTimerCount()).toBe(1);
  });

  it('leave an empty queue alone, and send what waits when an answer comes', () => {
    quietRequestQueues();
    const queue = aQueue();
    const sent: number[] = [];
    queue.push(aRequest(1, sent));
    queue.push(aRequest(2, sent));
    expect(sent).toEqual([1]);
    queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 });
    expect(sent).toEqual([1, 2]);
    queue.fulfillRequest({ correlationId: 2, payload: null, size: 0 });
    jest.advanceTimersByTime(20);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('send what waits when the broker wants to be left alone no longer', () => {
    quietRequestQueues();
    const queue = aQueue();
    const sent: number[] = [];
    queue.maybeThrottle(500);
    queue.push(aRequest(1, sent));
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(510);
    expect(sent).toEqual([1]);
  });
});
