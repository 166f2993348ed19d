import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GraphqlClient } from '../client/index.js';
import type { Team } from './people.js';
import { mutate } from './setup.mutation.js';

/** A short message as it came to a telephone. */
export interface ShortMessage {
  readonly phone: string;
  readonly text: string;
}

const pairs = (values: Readonly<Record<string, string>>): object[] => Object.entries(values).map(([name, value]) => ({ name, value }));

/** What the made-up provider is called by; it opens nothing. */
const account = { accessKeyId: 'demonstration', accessKeySecret: 'opens-nothing' };

/** The telephones of the demonstration: takes short messages as a provider does (`SendSms`) and sends them to nobody. */
export class SmsProvider {
  readonly messages: ShortMessage[] = [];
  /** Numbers that it takes nothing for, and those of them that something was sent to. */
  readonly unknown = new Set<string>();
  readonly refused = new Set<string>();
  private readonly set: { readonly graphql: GraphqlClient; readonly team: Team; readonly key: string }[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<SmsProvider> {
    const server = createServer();
    const provider = new SmsProvider(server);
    server.on('request', (request, response) => {
      const code = provider.take(new URL(request.url ?? '/', 'http://provider').searchParams);
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ Code: code, Message: code }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return provider;
  }

  /** Lets a tenant's short messages go this way, from now until it is closed. */
  async serve(graphql: GraphqlClient, team: Team, key: string): Promise<void> {
    const { port } = this.server.address() as AddressInfo;
    const settings = { provider: 'aliyun', endpoint: `http://127.0.0.1:${port}/`, signName: 'demonstration', templateCode: 'SMS_0' };
    await setSms(graphql, team, `${key}-sms`, settings, account);
    this.set.push({ graphql, team, key });
  }

  /** Messages stay within the system again. */
  async close(): Promise<void> {
    for (const { graphql, team, key } of this.set) await setSms(graphql, team, `${key}-sms-local`, { provider: 'local' }, {});
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Answers as Alibaba Cloud does. */
  private take(said: URLSearchParams): 'OK' | 'isv.MOBILE_NUMBER_ILLEGAL' {
    const { content = '' } = JSON.parse(said.get('TemplateParam') ?? '{}') as { content?: string };
    const phone = said.get('PhoneNumbers') ?? '';
    if (this.unknown.has(phone)) {
      this.refused.add(phone);
      return 'isv.MOBILE_NUMBER_ILLEGAL';
    }
    this.messages.push({ phone, text: content });
    return 'OK';
  }
}

const setSms = (graphql: GraphqlClient, team: Team, key: string, settings: Readonly<Record<string, string>>, secrets: Readonly<Record<string, string>>): Promise<void> =>
  mutate(graphql, team.one('administrator'), 'setChannel', { key, channelKind: 'SMS', settings: pairs(settings), secrets: pairs(secrets) });
