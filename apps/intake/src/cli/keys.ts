import { runKeys } from '@mendline/platform/privacy';
import { readConfig, serviceName } from '../intake.config.js';

await runKeys(serviceName, readConfig());
