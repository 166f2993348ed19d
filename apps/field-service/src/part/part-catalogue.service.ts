import { conflict } from '@mendline/contracts/errors';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PartRow } from './part.entity.js';
import { PartRepository } from './part.repository.js';

/** The parts that a tenant keeps. */
@Injectable()
export class PartCatalogueService {
  constructor(private readonly parts: PartRepository) {}

  /** Throws `part.unknown` with the first part number that the tenant does not keep. */
  async requireAll(em: EntityManager, tenantId: string, partNumbers: readonly string[]): Promise<readonly PartRow[]> {
    const known = await this.parts.findParts(em, tenantId, partNumbers);
    const unknown = partNumbers.find((number) => !known.some(({ partNumber }) => partNumber === number));
    if (unknown !== undefined) throw conflict('part.unknown', { partNumber: unknown });
    return known;
  }
}
