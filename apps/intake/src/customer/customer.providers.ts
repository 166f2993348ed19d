import { CustomerEntity } from './customer.entity.js';
import { CustomerService } from './customer.service.js';

/** Tables of this folder. */
export const customerEntities = [CustomerEntity];

/** What the folder puts into the service's module. */
export const customerProviders = [CustomerService];
