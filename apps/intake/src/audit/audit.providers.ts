import type { Provider } from '@nestjs/common';

/** What the folder puts into the service's module. */
export const auditProviders: Provider[] = [];
