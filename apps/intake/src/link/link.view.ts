import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { TicketStatus } from '@mendline/contracts/ticket';
import type { Language } from '@mendline/platform/graphql';
import { linkWords } from '@mendline/platform/links';
import type { LinkAct, LinkField, LinkOption, LinkPage } from '@mendline/platform/links';
import { DateTime } from 'luxon';
import { windowOf } from '../notice/notice.domain.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { isForAll } from './link.about.js';
import type { BehindRequest } from './link.reader.js';
import { pageWords, statusWord } from './link.words.js';

/** What the pages show of a ticket. */
export interface LinkView {
  readonly ticket: Pick<TicketEntity, 'number' | 'kind' | 'status' | 'brand' | 'model' | 'flow'>;
  readonly pack: PolicyPack;
  readonly language: Language;
}

/** A status that a ticket came to, and when. */
export interface Reached {
  readonly status: TicketStatus;
  readonly at: Date;
}

type Facts = NonNullable<LinkPage['facts']>;

const longestComment = 500;

const deviceOf = ({ brand, model }: Pick<TicketEntity, 'brand' | 'model'>): string => [brand, model].filter((part) => part !== null).join(' ');

/** What every page begins with. */
export const headOf = ({ ticket, pack, language }: LinkView): Pick<LinkPage, 'brand' | 'number'> => ({ brand: pack.brand?.[language] ?? null, number: ticket.number });

const about = ({ ticket, pack, language }: LinkView): Facts => {
  const device = deviceOf(ticket);
  return [
    [pageWords[language].kind, pack.kinds.find(({ kind }) => kind === ticket.kind)?.label[language] ?? ticket.kind],
    ...(device === '' ? [] : [[linkWords[language].device, device] as const]),
  ];
};

const commentOf = (language: Language): LinkField => ({ kind: 'text', name: 'comment', label: linkWords[language].comment, max: longestComment });

const levelsOf = ({ pack, language }: LinkView): LinkField => ({
  kind: 'choice', name: 'satisfaction', label: pageWords[language].satisfaction, required: true,
  options: pack.satisfaction.levels.map(({ code, label }) => ({ value: code, label: label[language] })),
});

const notSolved = (act: string, button: string, { pack, language }: LinkView): LinkAct => ({
  act, button, primary: false,
  fields: [{ kind: 'choice', name: 'reason', label: linkWords[language].reason, required: true, options: pack.reasons.rejection.map(({ code, label }) => ({ value: code, label: label[language] })) }, commentOf(language)],
});

/** State words and times, and the customer's name masked: whoever got hold of the link learns no more. */
export const progressPage = (view: LinkView, customer: string | null, reached: readonly Reached[]): LinkPage => {
  const { ticket, pack, language } = view;
  const words = pageWords[language];
  const window = windowOf(pack, ticket);
  return {
    ...headOf(view),
    title: words.progressTitle,
    lead: words.progress,
    facts: [...about(view), ...(customer === null ? [] : [[words.customer, customer] as const]), [words.state, statusWord(ticket.status, language)], ...(window === '' ? [] : [[words.window, window] as const])],
    steps: reached.map(({ status, at }) => ({ words: statusWord(status, language), at: DateTime.fromJSDate(at, { zone: pack.zone }).toFormat('yyyy-MM-dd HH:mm') })),
  };
};

/** Solved or not, the satisfaction [A10-3], and words: of the whole request where several devices came in together and all have their results. */
export const confirmPage = (view: LinkView, request: BehindRequest | null): LinkPage => {
  if (request && isForAll(request.open)) return requestPage(view, request);
  const words = pageWords[view.language];
  const others = request ? request.open.length - 1 : 0;
  return {
    ...headOf(view), title: words.confirmTitle, lead: others > 0 ? `${words.confirm} ${words.othersOpen}` : words.confirm, facts: about(view),
    acts: [{ act: 'confirm', button: words.confirmButton, primary: true, fields: [levelsOf(view), commentOf(view.language)] }, notSolved('reject', words.rejectButton, view)],
  };
};

/** The device where it is known, else its ticket's number alone. */
const optionOf = ({ id, number, brand, model }: BehindRequest['open'][number]): LinkOption => ({ value: id, label: [deviceOf({ brand, model }), number].filter((part) => part !== '').join(' · ') });

const requestPage = (view: LinkView, { number, open }: BehindRequest): LinkPage => {
  const words = pageWords[view.language];
  const [devices, reason] = [open.map(optionOf), notSolved('reject-some', words.rejectSomeButton, view)];
  return {
    ...headOf(view), number, title: words.confirmTitle, lead: words.confirmAll, facts: open.map((ticket) => [ticket.number, deviceOf(ticket)] as const),
    acts: [
      { act: 'confirm-all', button: words.confirmAllButton, primary: true, fields: [levelsOf(view), commentOf(view.language)] },
      { ...reason, fields: [{ kind: 'several', name: 'device', label: words.whichDevices, options: devices }, ...reason.fields] },
    ],
  };
};

/** The survey after the service [A10-9, A10-11]. */
export const surveyPage = (view: LinkView): LinkPage => {
  const words = pageWords[view.language];
  return {
    ...headOf(view), title: words.surveyTitle, lead: words.survey, facts: about(view),
    acts: [{ act: 'ok', button: words.surveyButton, primary: true, fields: [levelsOf(view), commentOf(view.language)] }, notSolved('ng', words.ngButton, view)],
  };
};
