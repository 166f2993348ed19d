import type { KeyManagement } from './key-management.port.js';

const mostTenants = 1_000;

/** One key for each tenant, for one purpose: derived from the master key, the same for ever, whatever keys come after it. */
export class TenantKeys {
  private readonly keys = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly kms: KeyManagement,
    /** For example `file-link`. */
    private readonly purpose: string,
  ) {}

  of(tenantId: string): Promise<Buffer> {
    const known = this.keys.get(tenantId);
    if (known !== undefined) return known;
    const derived = this.kms.derive(`${this.purpose}/${tenantId}`);
    // Anybody may name a tenant: names that nobody here has must not fill the memory.
    if (this.keys.size < mostTenants) this.keys.set(tenantId, derived);
    // A key service that was down for a moment is asked again, not remembered as broken.
    derived.catch(() => this.keys.delete(tenantId));
    return derived;
  }
}
