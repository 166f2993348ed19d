import { join } from 'node:path';
import pg from 'pg';
import { FilesPump } from '../../src/files/housekeeping/files.pump.js';
import type { UploadLink } from '../../src/files/index.js';
import { FolderFileStore } from '../../src/files/store/folder.file-store.js';
import type { LeaderSession } from '../../src/outbox/index.js';
import { type FilesTest, reader, startFilesService } from './files.service.js';
import { samples } from './sample.files.js';

const secret = 'GPS 30.27N Zhang Wei';

/** A photo with a comment behind its first two bytes. */
export const photo = (comment = secret): Buffer => {
  const body = Buffer.from(comment);
  return Buffer.concat([samples.jpeg().subarray(0, 2), Buffer.of(0xff, 0xfe, 0, body.length + 2), body, samples.jpeg().subarray(2)]);
};

/** The same photo as it is kept. */
export const clean = samples.jpeg();

export const bodyOf = async (response: Response): Promise<Record<string, unknown>> => (await response.json()) as Record<string, unknown>;

interface Audited {
  readonly action: string;
  readonly actor: string;
  readonly subject: string;
  readonly detail: unknown;
}

/** A service with files, and what can be seen of them from behind. */
export class FilesBench {
  readonly session: LeaderSession;

  private constructor(
    readonly system: FilesTest,
    private readonly client: pg.Client,
  ) {
    this.session = { query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => (await client.query<Row & pg.QueryResultRow>(sql, [...parameters])).rows };
  }

  static async open(): Promise<FilesBench> {
    const system = await startFilesService();
    const client = new pg.Client({ connectionString: system.test.systemUrl });
    await client.connect();
    return new FilesBench(system, client);
  }

  get store(): FolderFileStore {
    return new FolderFileStore(join(this.system.folder, 'store', 'field-service'));
  }

  /** A photo that lies in the store. */
  async uploaded(wish: Parameters<FilesTest['request']>[0] = {}): Promise<UploadLink> {
    const link = await this.system.request(wish);
    const { status } = await this.system.put(link.url, photo());
    if (status !== 201) throw new Error(`the upload was answered with ${status}`);
    return link;
  }

  attach(fileId: string, change: object = {}) {
    const { database, files } = this.system;
    return database.tx('huaxin', (em) => files.attach(em, fileId, { tenantId: 'huaxin', ticketId: 'cn1_T1', purpose: 'photo', attachedTo: 'visit:vst_1', ...change }));
  }

  /** The link to a file's content. */
  download(fileId: string, who = reader('huaxin', 'per_reader')): Promise<string> {
    const { database, files } = this.system;
    return database.tx(who.tenant, async (em) => (await files.requestDownload(em, who, fileId)).url);
  }

  get(url: string): Promise<Response> {
    return fetch(this.system.service.url + url, { headers: { 'accept-language': 'en' } });
  }

  async storedNames(): Promise<string[]> {
    return (await this.store.list(1_000)).blobs.map(({ name }) => name);
  }

  async stateOf(fileId: string): Promise<string> {
    const [row] = await this.session.query<{ state: string }>('select state from files where file_id = $1', [fileId]);
    return row?.state ?? 'gone';
  }

  async statesOf(links: readonly UploadLink[]): Promise<string[]> {
    const states: string[] = [];
    for (const { fileId } of links) states.push(await this.stateOf(fileId));
    return states;
  }

  audited(): Promise<Audited[]> {
    return this.session.query('select action, actor, subject, detail from audit_log order by seq');
  }

  async housekeep(orphanHours = 24): Promise<FilesPump> {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const pump = new FilesPump({ store: this.store, clock: this.system.clock, orphanHours, log });
    await pump.drain(this.session, () => undefined, new AbortController().signal);
    return pump;
  }

  async close(): Promise<void> {
    await this.client.end();
    await this.system.close();
  }
}
