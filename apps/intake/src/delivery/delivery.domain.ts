import { personChannels } from '@mendline/contracts/policy-pack';
import type { DeliveryRules, PersonChannel } from '@mendline/contracts/policy-pack';
import type { Role } from '@mendline/contracts/ticket';

/** What decides by which channels a person is told, beside the application. */
export interface Reach {
  readonly roles: readonly Role[];
  /** The person's own choice; null: none was made. */
  readonly chosen: readonly PersonChannel[] | null;
  /** Channels for which there is an address. */
  readonly addresses: readonly PersonChannel[];
}

/** The person's own choice, else what the rule says, else what the roles have; only channels that have an address and are open. */
export const channelsFor = (ruled: readonly PersonChannel[] | undefined, byRole: DeliveryRules['byRole'], { roles, chosen, addresses }: Reach, open: readonly string[]): readonly PersonChannel[] => {
  const wanted = chosen ?? ruled ?? roles.flatMap((role) => byRole[role] ?? []);
  return personChannels.filter((channel) => wanted.includes(channel) && addresses.includes(channel) && open.includes(channel));
};

/** A delivery that no message has taken yet. */
export interface Waiting {
  readonly noticeId: string;
  readonly channel: string;
  /** Length of its line, in bytes. */
  readonly bytes: number;
}

/** Deliveries of one channel that go as one message. */
export interface Batch<W extends Waiting = Waiting> {
  readonly channel: string;
  readonly deliveries: readonly W[];
}

/**
 * Puts what waits for one recipient, the gravest first, into at most `slots` messages: one by one as long as that suffices, else as many one by
 * one as can be and the rest as one digest for each channel. A digest takes what fits into `roomOf` bytes; what is left waits.
 */
export const planBatches = <W extends Waiting>(waiting: readonly W[], slots: number, roomOf: (channel: string) => number): readonly Batch<W>[] => {
  if (slots <= 0) return [];
  if (waiting.length <= slots) return waiting.map(single);
  const channels = [...new Set(waiting.map(({ channel }) => channel))].slice(0, slots);
  const alone = Math.max(0, slots - channels.length);
  const rest = waiting.slice(alone);
  const digests = channels.map((channel) => ({ channel, deliveries: fitting(rest.filter((one) => one.channel === channel), roomOf(channel)) }));
  return [...waiting.slice(0, alone).map(single), ...digests.filter(({ deliveries }) => deliveries.length > 0)];
};

const single = <W extends Waiting>(one: W): Batch<W> => ({ channel: one.channel, deliveries: [one] });

/** The first at any rate: a channel cuts what is longer than it can carry. */
const fitting = <W extends Waiting>(list: readonly W[], room: number): readonly W[] => {
  let left = room;
  return list.filter(({ bytes }, i) => {
    left -= bytes + 1;
    return i === 0 || left >= 0;
  });
};

/** A message that failed so often is given up. */
export const mostTries = 10;
const firstPauseMs = 15_000;
const longestPauseMs = 3_600_000;

/** How long to wait after the n-th failed try: 15 s, doubled each time up to an hour, and up to a fifth more by chance (`random` 0..1). Ten tries take about two hours. */
export const pauseAfter = (tries: number, random: number, askedMs = 0): number => {
  const grown = Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1));
  return Math.max(Math.round(grown * (1 + random / 5)), Math.min(askedMs, longestPauseMs));
};
