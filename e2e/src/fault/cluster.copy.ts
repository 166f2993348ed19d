import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Operator } from './operator.js';

const run = promisify(execFile);

/** A backup of the local PostgreSQL cluster, all four databases at one instant: a copy of its folder, made while it is stopped. */
export class ClusterCopy {
  private readonly cluster: string;
  private readonly copy: string;

  constructor(
    private readonly operator: Operator,
    dataFolder: string,
  ) {
    this.cluster = join(dataFolder, 'postgres');
    this.copy = join(dataFolder, 'postgres.backup');
  }

  /** Stops the cluster for the time of the copy. */
  async make(): Promise<void> {
    await this.whileStopped(() => copyFolder(this.cluster, this.copy));
  }

  /** The cluster is as it was when the copy was made. Nobody should be at work. */
  async bringBack(): Promise<void> {
    await this.whileStopped(() => copyFolder(this.copy, this.cluster));
  }

  async remove(): Promise<void> {
    await rm(this.copy, { recursive: true, force: true });
  }

  private async whileStopped(work: () => Promise<void>): Promise<void> {
    await this.operator.stop('postgres');
    try {
      await work();
    } finally {
      await this.operator.start('postgres');
    }
  }
}

/** With owners and rights: the server refuses a folder that others may read. */
const copyFolder = async (from: string, to: string): Promise<void> => {
  await rm(to, { recursive: true, force: true });
  await run('cp', ['-a', from, to]);
};
