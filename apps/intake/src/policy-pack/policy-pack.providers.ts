import { PolicyPackEntity, TenantSettingsEntity } from './policy-pack.entity.js';
import { PolicyPackPublisher } from './policy-pack.publisher.js';
import { PolicyPackResolver } from './policy-pack.resolver.js';
import { PolicyPackService } from './policy-pack.service.js';

/** Tables of this folder. */
export const policyPackEntities = [PolicyPackEntity, TenantSettingsEntity];

/** What the folder puts into the service's module. */
export const policyPackProviders = [PolicyPackService, PolicyPackPublisher, PolicyPackResolver];
