import { condition } from '@temporalio/workflow';

/** Runs jobs one at a time in the order of their arrival. Deterministic: the queue is part of the workflow's state. */
export class Serial {
  private next = 0;
  private serving = 0;

  /** Whether no job runs or waits. */
  get isIdle(): boolean {
    return this.next === this.serving;
  }

  /** Waits for its turn, runs the job, and lets the next one in, whatever became of it. */
  async run<T>(job: () => Promise<T>): Promise<T> {
    const turn = this.next++;
    if (turn !== this.serving) await condition(() => this.serving === turn);
    try {
      return await job();
    } finally {
      this.serving += 1;
    }
  }
}
