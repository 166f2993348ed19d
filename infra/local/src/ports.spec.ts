import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { assertPortFree, defaultPorts, PortError, portNames, portVariable, readPorts } from './ports.js';

describe('readPorts', () => {
  it('gives the defaults of the runbook', () => {
    expect(readPorts({})).toEqual(defaultPorts);
  });

  it('shifts every port by the offset', () => {
    const ports = readPorts({ MENDLINE_PORT_OFFSET: '100' });
    for (const name of portNames) expect(ports[name]).toBe(defaultPorts[name] + 100);
  });

  it('takes one port by its variable, the offset notwithstanding', () => {
    const ports = readPorts({ MENDLINE_PORT_OFFSET: '100', MENDLINE_PORT_FIELD_SERVICE: '5999' });
    expect(ports['field-service']).toBe(5999);
    expect(ports.intake).toBe(4101);
  });

  it.each([
    [{ MENDLINE_PORT_OFFSET: 'many' }, /MENDLINE_PORT_OFFSET=many/],
    [{ MENDLINE_PORT_KAFKA: '70000' }, /70000 is no port for kafka.*MENDLINE_PORT_KAFKA/],
    [{ MENDLINE_PORT_OFFSET: '20000' }, /is no port for postgres/],
    [{ MENDLINE_PORT_INTAKE: '4000' }, /intake and gateway both have port 4000/],
  ])('refuses %j and names the variable', (env, message) => {
    expect(() => readPorts(env)).toThrow(PortError);
    expect(() => readPorts(env)).toThrow(message);
  });
});

describe('assertPortFree', () => {
  it('names port, owner and variable when another program has it', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => { resolve((server.address() as AddressInfo).port); });
    });
    await expect(assertPortFree('quality-analytics', port)).rejects.toThrow(`Port ${port} (quality-analytics) is taken`);
    await expect(assertPortFree('quality-analytics', port)).rejects.toThrow(portVariable('quality-analytics'));
    await new Promise((resolve) => server.close(resolve));
    await expect(assertPortFree('quality-analytics', port)).resolves.toBeUndefined();
  });
});
