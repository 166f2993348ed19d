import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the other side of a channel sees it. */
export interface Received {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface NoticeReceiver {
  readonly url: string;
  readonly received: Received[];
  /** What the next requests are answered, in order; 200 with an empty success after that. */
  readonly answers: { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }[];
  /** Answers nobody until the answered function is called. */
  hold(): () => void;
  close(): Promise<void>;
}

/** Every provider's way to say yes at once. */
const yes = JSON.stringify({ errcode: 0, errmsg: 'ok', Code: 'OK' });

/** The other side of webhooks, robots and the provider of short messages, on this machine. */
export const startReceiver = async (): Promise<NoticeReceiver> => {
  const received: Received[] = [];
  const answers: NoticeReceiver['answers'] = [];
  let held: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      received.push({ path: url.pathname, query: Object.fromEntries(url.searchParams), headers: request.headers, body });
      const answer = answers.shift() ?? { status: 200 };
      void held.then(() => response.writeHead(answer.status, answer.headers).end(answer.body ?? yes));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers,
    hold: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => (release = resolve));
      return release;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
