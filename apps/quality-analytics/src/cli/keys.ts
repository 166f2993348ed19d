import { runKeys } from '@mendline/platform/privacy';
import { readConfig, serviceName } from '../quality-analytics.config.js';

await runKeys(serviceName, readConfig());
