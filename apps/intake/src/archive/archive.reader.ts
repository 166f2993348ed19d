import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { connectionPage, readPage } from '@mendline/platform/graphql';
import type { Language, PageArgs } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type * as model from './archive.model.js';
import { pageOfGaps, pageOfRuns, runOf } from './archive.repository.js';
import { titlesOf } from './record.domain.js';

/** Shows archive runs and what they found. */
@Injectable()
export class ArchiveReader {
  constructor(private readonly database: Database) {}

  runs({ tenant }: Principal, args: PageArgs): Promise<model.ArchiveRunConnection> {
    const page = readPage(args);
    return this.database.tx(tenant, async (em) => {
      const { edges, pageInfo } = connectionPage(await pageOfRuns(em, tenant, page), page, ({ day }) => ({ sort: day, id: day }));
      return { edges: [...edges], pageInfo };
    });
  }

  run({ tenant }: Principal, day: string): Promise<model.ArchiveRun | null> {
    return this.database.tx(tenant, (em) => runOf(em, tenant, day));
  }

  /** The gaps of a run, of tickets within the caller's data scope. */
  gaps(who: Principal, language: Language, day: string, args: PageArgs): Promise<model.ArchiveGapConnection> {
    const page = readPage(args);
    return this.database.tx(who.tenant, async (em) => {
      const { edges, pageInfo } = connectionPage(await pageOfGaps(em, who, day, page), page, ({ ticketId }) => ({ sort: ticketId, id: ticketId }));
      return { edges: edges.map(({ cursor, node }) => ({ cursor, node: { ...node, titles: titlesOf(node.missing, language) } })), pageInfo };
    });
  }
}
