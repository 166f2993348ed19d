import { allHandlersFinished, ApplicationFailure, CancellationScope, condition, continueAsNew, patched, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import type { LoadedTicket, RecordedTransition } from '@mendline/contracts/intake';
import type { CommandAnswer, TicketCommand, TicketLifecycleInput, TicketState } from '@mendline/contracts/ticket';
import { clocksMovedSignal, commandKeyOf, commandUpdate, packMovedSignal, ticketStateQuery } from '@mendline/contracts/ticket';
import { ClockWatch } from './clock-watch.js';
import { Debts } from './debts.js';
import { decide, isRefusal } from './decide/index.js';
import type { Transition } from './decide/index.js';
import { codeOf, doPart, recordingInTurn } from './owners.js';
import { carryOut, isAnswerTo, searchOf } from './owner-search.js';
import { Serial } from './serial.js';

const sevenDaysMs = 7 * 24 * 3_600_000;
const pauseAfterRefusedProposal = '1 minute';
const handlerSettling = '5ms';
const oneStep = '1ms';

/**
 * A ticket's whole life. The row is the truth: this engine loads it, takes commands one at a time, has each decided
 * by a pure function, recorded by intake, and only then becomes it. Clocks run beside, and never wait for a command.
 */
export async function ticketLifecycle(input: TicketLifecycleInput): Promise<void> {
  let state: TicketState | null = null;
  let loaded = false;
  let recordings = 0;
  const turns = new Serial();
  const intake = recordingInTurn();
  const debts = new Debts(intake);
  const clocks = new ClockWatch({ hasEnded, evaluate: () => intake.evaluateClocks(input), submit });

  setHandler(commandUpdate, (command) => whateverIsCancelled(() => submit(command)), { validator: refuseEarly });
  setHandler(ticketStateQuery, () => state);
  setHandler(clocksMovedSignal, () => clocks.lookNow());
  setHandler(packMovedSignal, () => whateverIsCancelled(reload));
  await whateverIsCancelled(live);

  async function live(): Promise<void> {
    const found = await intake.loadTicket(input);
    if (found) take(found);
    loaded = true;
    const watching = clocks.run();
    while (!hasEnded()) {
      if (isSearching()) await search();
      else if (shouldContinueAsNew()) await goOnInNewRun();
      else await condition(() => hasEnded() || isSearching() || shouldContinueAsNew());
    }
    await watching;
    await settleHandlers();
    await clearPaid();
  }

  /** What was still owed when the ticket was archived stands in its row until somebody says that it is paid. */
  async function clearPaid(): Promise<void> {
    const keys = (state?.flow.owed ?? []).map(({ key }) => key);
    if (keys.length > 0 && patched('what-is-paid-is-cleared')) await intake.clearOwed({ ...input, keys });
  }

  /** In its turn, so that no command is decided by what was and recorded by what is. */
  async function reload(): Promise<void> {
    await condition(() => loaded);
    await turns.run(async () => {
      const found = await intake.loadTicket(input);
      if (found) take(found);
    });
  }

  function take(found: LoadedTicket): void {
    become(found.row);
    clocks.heedAnew(found.clock);
  }

  // ---- commands

  /** Refuses before anything is written. Only while nothing else is under way: what runs now may allow it. */
  function refuseEarly(command: TicketCommand): void {
    if (!state || !command.first || !turns.isIdle || isAheadOfItsOffer(command)) return;
    const decision = decide(state, command);
    if (isRefusal(decision)) throw ApplicationFailure.nonRetryable(decision.refusal, decision.refusal);
  }

  async function submit(command: TicketCommand): Promise<CommandAnswer> {
    await condition(() => loaded);
    if (isAheadOfItsOffer(command) && patched('answers-await-the-offer')) await condition(() => !isAheadOfItsOffer(command));
    const answer = await turns.run(() => execute(command));
    if (answer.state === 'DONE' && state) await debts.opened(state);
    return answer;
  }

  async function execute(command: TicketCommand): Promise<CommandAnswer> {
    for (;;) {
      if (!state) return { state: 'REJECTED', code: 'ticket.unknown' };
      const result = await decideAndRecord(state, command);
      if (typeof result === 'string') {
        const known = await knownAnswer(command);
        if (known) return known;
        if (patched('refused-by-the-row-alone') && (await wentOn(await intake.loadTicket(input)))) continue;
        return { state: 'REJECTED', code: result };
      }
      if (result.answer) {
        become(result.row);
        clocks.heed(result.clock);
        return result.answer;
      }
      await goOnBy(result);
    }
  }

  /** What was recorded, or the code of the refusal: by the decision, by another owner, or by a rule that intake found broken. */
  async function decideAndRecord(remembered: TicketState, command: TicketCommand): Promise<RecordedTransition | string> {
    const first = decide(remembered, command);
    if (isRefusal(first)) return first.refusal;
    const before = first.part ? await fencedOff(remembered) : remembered;
    const decision = before === remembered ? first : decide(before, command);
    if (isRefusal(decision)) return decision.refusal;
    const { part } = decision;
    try {
      const refusal = part ? await debts.afterOwed(part, () => doPart(before, part, command.commandId)) : null;
      return refusal ?? (await record(before, command, decision));
    } catch (error) {
      const code = codeOf(error);
      if (code === null) throw error;
      return code;
    }
  }

  /** A command that was recorded before keeps its answer: by an earlier run, or by a task of this one that was lost before the engine heard of it, be it a first delivery. */
  async function knownAnswer(command: TicketCommand): Promise<CommandAnswer | null> {
    const surelyNew = command.first && !patched('every-refusal-asks');
    return surelyNew ? null : intake.findAnswer({ ...input, commandKey: commandKeyOf(command) });
  }

  /**
   * The row, which nobody changes from here on until this engine records. No other owner does a part that memory alone asks for: what the row then
   * refuses, since a recording whose task was lost had come first, would stay done.
   */
  async function fencedOff(remembered: TicketState): Promise<TicketState> {
    const found = patched('no-part-by-memory-alone') ? await intake.fenceTicket(input) : null;
    if (!found) return remembered;
    if (!(await wentOn(found))) state = found.row;
    return found.row;
  }

  /** Whether the row had gone on without this engine, by a recording whose task was lost. What memory alone refuses is decided once more by the row. */
  async function wentOn(found: LoadedTicket | null): Promise<boolean> {
    if (!found || found.row.seq === state?.seq) return false;
    await goOnBy(found);
    return true;
  }

  /**
   * Goes on by a row that somebody else has written or fenced off. First a step that only the server grants: an engine whose own task was lost ends there,
   * and does not decide anew with a fence that another has raised.
   */
  async function goOnBy(found: LoadedTicket): Promise<void> {
    if (patched('no-ghost-decides-anew')) await sleep(oneStep);
    take(found);
  }

  function record(before: TicketState, command: TicketCommand, transition: Transition): Promise<RecordedTransition> {
    const { part: _done, flow, ...rest } = transition;
    return intake.recordTransition({
      ...input,
      ...rest,
      seq: before.seq + 1,
      ...(before.fence !== undefined && { fence: before.fence }),
      command,
      from: before.status,
      flow: { ...flow, owed: debts.unpaid(flow.owed) },
    });
  }

  function become(row: TicketState): void {
    state = row;
    recordings += 1;
    debts.begin(row);
  }

  // ---- what the ticket does by itself

  function isSearching(): boolean {
    return state !== null && searchOf(state) !== null;
  }

  function isAheadOfItsOffer(command: TicketCommand): boolean {
    const under = state && searchOf(state);
    return under !== null && isAnswerTo(under, command);
  }

  async function search(): Promise<void> {
    const under = state && searchOf(state);
    const isCurrent = (): boolean => state !== null && searchOf(state)?.key === under?.key;
    const command = under && (await carryOut(under, isCurrent));
    const answer = command && (await submit(command));
    if (answer?.state === 'REJECTED' && isCurrent()) await sleep(pauseAfterRefusedProposal);
  }

  // ---- ends

  function hasEnded(): boolean {
    return loaded && (state === null || (state.status === 'archived' && !owesAnything(state)));
  }

  function owesAnything(row: TicketState): boolean {
    return debts.unpaid(row.flow.owed).length > 0;
  }

  /** Long waits begin in a fresh run, so that code changes need no patch for longer than a week. */
  function shouldContinueAsNew(): boolean {
    const info = workflowInfo();
    if (info.continueAsNewSuggested || Date.now() - info.runStartTime.getTime() > sevenDaysMs) return true;
    return recordings > 1 && clocks.isQuietFor(sevenDaysMs) && turns.isIdle && state !== null && !owesAnything(state);
  }

  async function goOnInNewRun(): Promise<void> {
    await settleHandlers();
    if (!hasEnded() && !isSearching() && shouldContinueAsNew()) await continueAsNew<typeof ticketLifecycle>(input);
  }

  /** An update that completes in the task that ends the run may be lost (temporalio/temporal#6375): a step between. */
  async function settleHandlers(): Promise<void> {
    do {
      await condition(allHandlersFinished);
      await sleep(handlerSettling);
    } while (!allHandlersFinished());
  }
}

/** A ticket ends by its commands only: a cancel request to the workflow, say from an operator's screen, changes nothing. */
const whateverIsCancelled = <T>(job: () => Promise<T>): Promise<T> => CancellationScope.nonCancellable(job);
