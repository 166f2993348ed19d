export { startTestService, type Answer, type Caller, type RunningService, type TestServiceStart } from './test-service.js';
