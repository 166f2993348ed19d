import { setTimeout as delay } from 'node:timers/promises';
import type { ShortMessage } from './sms.provider.js';

/** Where a customer looks for links. */
export interface Telephones {
  readonly messages: readonly ShortMessage[];
}

/** What a customer does with a link: the form of the page that it opens, and what is filled in. */
export interface LinkForm {
  readonly act: 'confirm' | 'agree' | 'ok';
  readonly satisfaction?: string;
}

/** Whose link, about which ticket. */
export interface LinkedTicket {
  readonly phone: string;
  readonly number: string;
}

const lookAgainMs = 400;
const patienceMs = 18_000;
const address = /https?:\/\/\S+\/[lq]\/[\w.-]+/u;

const linksTo = ({ messages }: Telephones, { phone, number }: LinkedTicket): string[] =>
  messages.filter((message) => message.phone === phone && message.text.includes(number)).flatMap(({ text }) => address.exec(text)?.[0] ?? []).reverse();

const opens = async (url: string, act: LinkForm['act']): Promise<boolean> => {
  const page = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  return page.ok && (await page.text()).includes(`name="act" value="${act}"`);
};

/** Fills the form in and sends it; whether it was taken. */
const send = async (url: string, { act, satisfaction }: LinkForm): Promise<boolean> => {
  const body = new URLSearchParams({ act, ...(satisfaction !== undefined && { satisfaction }) });
  const answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(15_000) });
  return answer.ok;
};

/** Waits, in milliseconds, for a message with a link that opens the form, the newest first, and sends it. Answers null when it was taken, else why not. */
export const clickLink = async (telephones: Telephones, ticket: LinkedTicket, form: LinkForm, waitMs = patienceMs): Promise<string | null> => {
  const until = Date.now() + waitMs;
  let why = 'no message with a link came';
  do {
    for (const url of linksTo(telephones, ticket)) {
      try {
        if (!(await opens(url, form.act))) why = 'no link that came opens the form';
        else if (await send(url, form)) return null;
        else why = 'the form was refused';
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
      }
    }
    await delay(lookAgainMs);
  } while (Date.now() < until);
  return why;
};
