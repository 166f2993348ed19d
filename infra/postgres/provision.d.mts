/** What one service has in a PostgreSQL cluster. */
export interface ServiceDatabase {
  readonly database: string;
  readonly roles: { readonly owner: string; readonly app: string; readonly system: string };
  /** Connection URLs of the three roles, passwords included. */
  readonly urls: { readonly owner: string; readonly app: string; readonly system: string };
}

export interface ProvisionOptions {
  /** Another database name than `mendline_<svc>`, for specs; the roles are the same. */
  readonly database?: string;
  /** Of all three roles; default: one per role, derived from the administrator's password. */
  readonly password?: string;
}

export declare const services: readonly string[];
export declare function databaseOf(adminUrl: string, service: string, options?: ProvisionOptions): ServiceDatabase;
export declare function provision(adminUrl: string, service: string, options?: ProvisionOptions): Promise<ServiceDatabase>;
export declare function dropDatabase(adminUrl: string, database: string): Promise<void>;
