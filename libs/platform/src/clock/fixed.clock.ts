import type { Clock } from './clock.js';

/** A clock that stands still until it is set. For tests. */
export class FixedClock implements Clock {
  private current: Date;

  constructor(at: Date | string) {
    this.current = new Date(at);
  }

  now(): Promise<Date> {
    return Promise.resolve(new Date(this.current));
  }

  set(at: Date | string): void {
    this.current = new Date(at);
  }

  advance(milliseconds: number): void {
    this.current = new Date(this.current.getTime() + milliseconds);
  }
}
