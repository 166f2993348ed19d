import { runKeys } from '@mendline/platform/privacy';
import { loadFieldServiceConfig, serviceName } from '../field-service.config.js';

await runKeys(serviceName, loadFieldServiceConfig());
