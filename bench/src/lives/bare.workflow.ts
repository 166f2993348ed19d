import { allHandlersFinished, CancellationScope, condition, isCancellation, proxyActivities, proxyLocalActivities, setHandler, sleep } from '@temporalio/workflow';
import type { BareActivities, BarePayload } from '@mendline/testing/bare';
import { bareRemoteQueue, bareStep, type BarePlan, type BareStep } from './bare.messages.js';

const local = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10s' });
const remote = proxyActivities<BareActivities>({ startToCloseTimeout: '10s', taskQueue: bareRemoteQueue });

/** The same updates, activities and timers as a ticket's life, and nothing else: the limit of the engine. */
export async function bareLife(plan: BarePlan): Promise<void> {
  let taken = 0;
  let begun = false;
  let armed: CancellationScope | undefined;

  setHandler(bareStep, async (payload) => {
    await condition(() => begun);
    await run(plan.steps[taken], payload);
    taken += 1;
    return payload;
  });

  arm();
  await run(plan.begin, { id: 'begin', text: '' });
  begun = true;
  await condition(() => taken >= plan.steps.length);
  armed?.cancel();
  await condition(allHandlersFinished);
  for (let i = 0; i < plan.firedTimers; i += 1) await sleep(5);

  async function run(todo: BareStep | undefined, payload: BarePayload): Promise<void> {
    for (let i = 0; i < (todo?.remoteActivities ?? 0); i += 1) await remote.echo(payload);
    for (let i = 0; i < (todo?.localActivities ?? 0); i += 1) await local.echo(payload);
    for (let i = 0; i < (todo?.movedTimers ?? 0); i += 1) arm();
  }

  function arm(): void {
    armed?.cancel();
    const scope = new CancellationScope();
    armed = scope;
    void scope.run(() => sleep('48 hours')).catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
  }
}
