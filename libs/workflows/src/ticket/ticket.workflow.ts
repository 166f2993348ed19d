import { allHandlersFinished, ApplicationFailure, condition, continueAsNew, log, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import type { ClockReading, RecordedTransition } from '@mendline/contracts/intake';
import type { CommandAnswer, TicketCommand, TicketLifecycleInput, TicketState } from '@mendline/contracts/ticket';
import { commandUpdate, ticketStateQuery, waitOf } from '@mendline/contracts/ticket';
import { decide, isRefusal } from './decide/index.js';
import type { Transition } from './decide/index.js';
import { passDeadlineCommand } from './internal-commands.js';
import { doPart, intake, payStep } from './owners.js';
import { searchOwner } from './owner-search.js';
import { Serial } from './serial.js';

const sevenDaysMs = 7 * 24 * 3_600_000;
const stuckStepPause = '1 minute';
const handlerSettling = '5ms';

/**
 * A ticket's whole life. The row is the truth: this engine loads it, takes commands one at a time, has each decided
 * by a pure function, recorded by intake, and only then becomes it. Clocks run beside, and never wait for a command.
 */
export async function ticketLifecycle(input: TicketLifecycleInput): Promise<void> {
  let state: TicketState | null = null;
  let loaded = false;
  let wakeAtMs: number | null = null;
  let heededRevision = -1;
  let recordings = 0;
  const turns = new Serial();
  const paid = new Set<string>();
  const passing = new Set<string>();

  setHandler(commandUpdate, submit, { validator: refuseEarly });
  setHandler(ticketStateQuery, () => state);

  const found = await intake.loadTicket(input);
  if (found) become(found.row, found.clock);
  loaded = true;

  const clocks = watchClocks();
  while (!hasEnded()) {
    const owed = nextOwedStep();
    if (owed) await pay(owed);
    else if (isSearching()) await search();
    else if (shouldContinueAsNew()) await goOnInNewRun();
    else await condition(() => hasEnded() || nextOwedStep() !== undefined || isSearching() || shouldContinueAsNew());
  }
  await clocks;
  await settleHandlers();

  // ---- commands

  function refuseEarly(command: TicketCommand): void {
    if (!state || !command.first) return;
    const decision = decide(state, command);
    if (isRefusal(decision)) throw ApplicationFailure.nonRetryable(decision.refusal, decision.refusal);
  }

  async function submit(command: TicketCommand): Promise<CommandAnswer> {
    await condition(() => loaded);
    return turns.run(() => execute(command));
  }

  async function execute(command: TicketCommand): Promise<CommandAnswer> {
    for (;;) {
      if (!state) return { state: 'REJECTED', code: 'ticket.unknown' };
      const decision = decide(state, command);
      if (isRefusal(decision)) return answerRefusal(command, decision.refusal);
      const refusal = decision.part ? await doPart(state, decision.part, command.commandId) : null;
      if (refusal) return answerRefusal(command, refusal);
      const recorded = await record(state, command, decision);
      become(recorded.row, recorded.clock);
      if (recorded.answer) return recorded.answer;
    }
  }

  /** A repeated command whose first delivery an earlier run recorded keeps its answer. */
  async function answerRefusal(command: TicketCommand, code: string): Promise<CommandAnswer> {
    const answer = command.first ? null : await intake.findAnswer({ ...input, commandId: command.commandId });
    return answer ?? { state: 'REJECTED', code };
  }

  function record(before: TicketState, command: TicketCommand, transition: Transition): Promise<RecordedTransition> {
    const { part: _done, flow, ...rest } = transition;
    return intake.recordTransition({
      ...input,
      ...rest,
      seq: before.seq + 1,
      command,
      from: before.status,
      flow: { ...flow, owed: flow.owed.filter((step) => !paid.has(step.key)) },
    });
  }

  function become(row: TicketState, clock: ClockReading): void {
    state = row;
    recordings += 1;
    heed(clock);
  }

  // ---- clocks

  async function watchClocks(): Promise<void> {
    while (!hasEnded()) {
      const armed = wakeAtMs === null ? null : Math.min(wakeAtMs, Date.now() + sevenDaysMs);
      if (armed === null) {
        await condition(() => hasEnded() || wakeAtMs !== null);
      } else if (armed > Date.now()) {
        await condition(() => hasEnded() || (wakeAtMs !== null && wakeAtMs < armed), armed - Date.now());
      } else {
        wakeAtMs = null;
        heed(await intake.evaluateClocks(input));
      }
    }
  }

  function heed(clock: ClockReading): void {
    if (clock.revision < heededRevision) return;
    heededRevision = clock.revision;
    wakeAtMs = clock.wakeInMs === null ? null : Date.now() + clock.wakeInMs;
    const deadline = clock.passedDeadlineId;
    if (deadline && !passing.has(deadline)) {
      passing.add(deadline);
      runInternally(passDeadlineCommand(deadline, new Date().toISOString()));
    }
    clock.actions.forEach(runInternally);
  }

  function runInternally(command: TicketCommand): void {
    submit(command).then(
      (answer) => {
        if (answer.state === 'REJECTED') log.info('internal command refused', { command: command.name, code: answer.code });
      },
      (error: unknown) => log.error('internal command failed', { command: command.name, error: String(error) }),
    );
  }

  // ---- what the ticket does by itself

  function isSearching(): boolean {
    return state !== null && waitOf(state.status, state.flow, state.settings.route) === 'owner-search';
  }

  async function search(): Promise<void> {
    if (!state) return;
    const command = await searchOwner(state, isSearching);
    if (command) await submit(command);
  }

  function nextOwedStep(): TicketState['flow']['owed'][number] | undefined {
    return state?.flow.owed.find((step) => !paid.has(step.key));
  }

  async function pay(step: NonNullable<ReturnType<typeof nextOwedStep>>): Promise<void> {
    if (!state) return;
    try {
      await payStep(state, step);
      paid.add(step.key);
    } catch (error) {
      log.error('owed step failed and will be tried again', { step: step.step, error: String(error) });
      await sleep(stuckStepPause);
    }
  }

  // ---- ends

  function hasEnded(): boolean {
    return loaded && (state === null || (state.status === 'archived' && nextOwedStep() === undefined));
  }

  /** Long waits begin in a fresh run, so that code changes need no patch for longer than a week. */
  function shouldContinueAsNew(): boolean {
    const info = workflowInfo();
    const longWait = wakeAtMs === null || wakeAtMs - Date.now() > sevenDaysMs;
    return info.continueAsNewSuggested || (longWait && recordings > 1) || Date.now() - info.runStartTime.getTime() > sevenDaysMs;
  }

  async function goOnInNewRun(): Promise<void> {
    await settleHandlers();
    if (!hasEnded() && shouldContinueAsNew()) await continueAsNew<typeof ticketLifecycle>(input);
  }

  /** An update that completes in the task that ends the run may be lost (temporalio/temporal#6375): a step between. */
  async function settleHandlers(): Promise<void> {
    do {
      await condition(allHandlersFinished);
      await sleep(handlerSettling);
    } while (!allHandlersFinished());
  }
}
