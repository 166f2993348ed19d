import { setTimeout as delay } from 'node:timers/promises';
import type { SmsProvider } from '../src/demo/sms.provider.js';

const patienceMs = 90_000;
const pauseMs = 100;

const until = async <T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  for (const end = Date.now() + patienceMs; ; await delay(pauseMs)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`there never was ${what}`);
  }
};

/** The link to a page that came to a telephone as its first, second …; `meanwhile` runs before every look. */
export const linkTo = (provider: SmsProvider, phone: string, page: 'l' | 'q', count: number, meanwhile: () => Promise<unknown> = () => Promise.resolve()): Promise<string> =>
  until(`link ${count} to /${page} for ${phone}`, async () => {
    await meanwhile();
    const links = provider.messages.filter((message) => message.phone === phone).flatMap(({ text }) => new RegExp(`https?://[^/ ]+/${page}/\\S+`, 'u').exec(text)?.[0] ?? []);
    return links[count - 1];
  });

/** Once a message to a telephone was refused. */
export const refusalOf = (provider: SmsProvider, phone: string): Promise<true> => until(`a message to ${phone}`, () => provider.refused.has(phone) || undefined);
