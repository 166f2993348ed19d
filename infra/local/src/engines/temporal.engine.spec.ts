import { describe, expect, it } from '@jest/globals';
import { brokerProperties } from './kafka.engine.js';
import { serverIsRecent, temporalConfig, temporalProcess } from './temporal.engine.js';

describe('a Temporal CLI on PATH', () => {
  it.each([
    ['temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)', true],
    ['temporal version 0.0.0-DEV (Server 1.32.0, UI 2.50.1)', true],
    ['temporal version 2.0.0 (Server 2.0.0, UI 3.0.0)', true],
    ['temporal version 1.5.1 (Server 1.29.1, UI 2.40.1)', false],
    ['temporal version 1.8.0 (Server 1.31.1, UI 2.50.1)', false],
    ['command not found', false],
  ])('%s: usable %s', (line, usable) => {
    expect(serverIsRecent(line)).toBe(usable);
  });
});

describe('temporalProcess', () => {
  it('starts with the namespace, the search attributes, WAL and eager activities', () => {
    const { args } = temporalProcess({ binary: '/x/temporal', stamp: 's' }, { dataFolder: '/d', port: 7, uiPort: undefined });
    const line = args.join(' ');
    expect(line).toContain('--namespace mendline');
    expect(line).toContain('--search-attribute TicketStatus=Keyword --search-attribute Region=Keyword');
    expect(line).toContain('--sqlite-pragma journal_mode=WAL');
    expect(line).toContain('--dynamic-config-value system.enableActivityEagerExecution=true');
    expect(line).toContain('--dynamic-config-value matching.enableFairness=true');
    expect(line).toContain('--headless');
    expect(temporalConfig().retention).toBe('30d');
  });
});

describe('brokerProperties', () => {
  it('fills in every place', () => {
    const text = brokerProperties({ dataFolder: '/d/kafka', port: 1, controllerPort: 2 });
    expect(text).not.toContain('{{');
    expect(text).toContain('listeners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2');
    expect(text).toContain('log.dirs=/d/kafka');
  });
});
