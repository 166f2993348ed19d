import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '../logging/index.js';
import { HealthRegistry } from '../service/health/health.registry.js';
import { OpsRegistry } from '../service/ops/ops.registry.js';
import { ShutdownSequence } from '../service/shutdown/shutdown.sequence.js';

/** Where a running part reports, and by whom it is stopped. */
@Injectable()
export class ProcessParts {
  constructor(
    readonly health: HealthRegistry,
    readonly ops: OpsRegistry,
    readonly shutdown: ShutdownSequence,
    @Inject(LOGGER) readonly log: Logger,
  ) {}
}
