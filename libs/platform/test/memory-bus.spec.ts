import { MemoryFactBus } from '../src/facts/index.js';
import { factBusContract } from './support/fact-bus.contract.js';

factBusContract('MemoryFactBus', () => new MemoryFactBus());
