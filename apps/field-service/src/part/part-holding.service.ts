import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type HoldingKey, PartRepository } from './part.repository.js';

/** Whether the parts of a plan's version are kept. */
@Injectable()
export class PartHoldingService {
  constructor(private readonly parts: PartRepository) {}

  /** The version gave its parts back, or never may keep any: it is not taken up again. */
  async isReleased(em: EntityManager, version: HoldingKey): Promise<boolean> {
    return (await this.parts.findHolding(em, version))?.state === 'released';
  }
}
