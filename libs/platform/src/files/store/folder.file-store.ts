import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasSystemCode } from '../system.code.js';
import { type BlobName, isBlobName } from './blob.name.js';
import { BlobMissingError, type BlobPage, type FileStore, type StoredBlob } from './file-store.port.js';

const incoming = '.incoming';
/** No upload lasts that long. */
const brokenAfterMs = 3_600_000;
const shardPattern = /^[0-9A-Z]{2}$/u;

/**
 * Contents in a folder of this machine, or one that all processes of the service share: `<folder>/<tenant>/<shard>/<file id>.<attempt>`. A
 * content is on disk, under its name and whole, before `put` answers.
 */
export class FolderFileStore implements FileStore {
  constructor(private readonly folder: string) {}

  async put(name: BlobName, content: AsyncIterable<Buffer>): Promise<void> {
    const path = this.pathOf(name);
    const draft = join(this.folder, incoming, randomUUID());
    await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
    try {
      await write(draft, content);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(draft, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async read(name: BlobName): Promise<AsyncIterable<Uint8Array>> {
    const handle = await open(this.pathOf(name), 'r').catch((error: unknown) => {
      throw isAbsence(error) ? new BlobMissingError(name) : error;
    });
    return createReadStream('', { fd: handle, highWaterMark: 128 * 1024 });
  }

  async remove(name: BlobName): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  async list(limit: number, from = ''): Promise<BlobPage> {
    if (from === '') await this.clearBroken();
    const blobs: StoredBlob[] = [];
    let last = from;
    for await (const path of this.walk(from)) {
      if (blobs.length === limit) return { blobs, next: last };
      const blob = await this.describe(path);
      if (blob !== undefined) blobs.push(blob);
      last = path;
    }
    return { blobs };
  }

  /** Paths below the folder, in order, after `from`. Whatever else lies there is left alone. */
  private async *walk(from: string): AsyncGenerator<string> {
    for (const tenant of await sorted(this.folder)) {
      if (tenant.startsWith('.') || tenant < (from.split('/')[0] ?? '')) continue;
      for (const shard of await sorted(join(this.folder, tenant))) {
        if (!shardPattern.test(shard) || `${tenant}/${shard}/\uffff` < from) continue;
        for (const file of await sorted(join(this.folder, tenant, shard))) {
          const path = `${tenant}/${shard}/${file}`;
          if (path > from) yield path;
        }
      }
    }
  }

  private async describe(path: string): Promise<StoredBlob | undefined> {
    const [tenant, , file] = path.split('/');
    const name = `${tenant}/${file}`;
    if (!isBlobName(name) || this.pathOf(name) !== join(this.folder, path)) return undefined;
    const found = await stat(join(this.folder, path)).catch(() => undefined);
    return found === undefined ? undefined : { name, modifiedAt: found.mtime };
  }

  private async clearBroken(): Promise<void> {
    for (const file of await sorted(join(this.folder, incoming))) {
      const path = join(this.folder, incoming, file);
      const found = await stat(path).catch(() => undefined);
      if (found !== undefined && Date.now() - found.mtimeMs > brokenAfterMs) await rm(path, { force: true });
    }
  }

  /** The shard is of the id's random part, so that no folder grows large. */
  private pathOf(name: BlobName): string {
    if (!isBlobName(name)) throw new Error('not a name of a content');
    const [tenant = '', file = ''] = name.split('/');
    const shard = file.slice(file.indexOf('.') - 2, file.indexOf('.'));
    return join(this.folder, tenant, shard, file);
  }
}

const write = async (path: string, content: AsyncIterable<Buffer>): Promise<void> => {
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) await writeAll(handle, chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const writeAll = async (handle: FileHandle, chunk: Buffer): Promise<void> => {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
};

/** A new name survives a loss of power only once its folder is on disk. */
const syncFolder = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const sorted = async (path: string): Promise<string[]> => {
  try {
    return (await readdir(path)).sort();
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
};

const isAbsence = (error: unknown): boolean => hasSystemCode(error, 'ENOENT', 'ENOTDIR');
