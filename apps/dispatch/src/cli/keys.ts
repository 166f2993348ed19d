import { runKeys } from '@mendline/platform/privacy';
import { loadDispatchConfig, serviceName } from '../dispatch.config.js';

await runKeys(serviceName, loadDispatchConfig());
