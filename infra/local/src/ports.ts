import { createServer } from 'node:net';

/** Every port of a local system, in one place. `MENDLINE_PORT_OFFSET` shifts all, `MENDLINE_PORT_<NAME>` sets one. */
export const defaultPorts = {
  gateway: 4000,
  intake: 4001,
  dispatch: 4002,
  'field-service': 4003,
  'quality-analytics': 4004,
  oidc: 4010,
  postgres: 54329,
  kafka: 19092,
  'kafka-controller': 19093,
  temporal: 17233,
  'temporal-ui': 18233,
} as const;

export type PortName = keyof typeof defaultPorts;
export type Ports = Readonly<Record<PortName, number>>;

export const portNames = Object.keys(defaultPorts) as PortName[];

/** A port setting that cannot work; its message is for the person at the terminal. */
export class PortError extends Error {}

/** `field-service` → `MENDLINE_PORT_FIELD_SERVICE`. */
export function portVariable(name: PortName): string {
  return `MENDLINE_PORT_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** Reads all ports. Throws `PortError` for a value that is no port or for two names on one port. */
export function readPorts(env: NodeJS.ProcessEnv): Ports {
  const offset = wholeNumber('MENDLINE_PORT_OFFSET', env['MENDLINE_PORT_OFFSET'] ?? '0');
  const ports = Object.fromEntries(portNames.map((name) => [name, portOf(name, env, offset)])) as Ports;
  const owners = new Map<number, PortName>();
  for (const name of portNames) {
    const other = owners.get(ports[name]);
    if (other !== undefined) throw new PortError(`${name} and ${other} both have port ${ports[name]}; set ${portVariable(name)}.`);
    owners.set(ports[name], name);
  }
  return ports;
}

function portOf(name: PortName, env: NodeJS.ProcessEnv, offset: number): number {
  const own = env[portVariable(name)];
  const port = own === undefined ? defaultPorts[name] + offset : wholeNumber(portVariable(name), own);
  if (port < 1 || port > 65535) throw new PortError(`${port} is no port for ${name}; set ${portVariable(name)} or MENDLINE_PORT_OFFSET.`);
  return port;
}

function wholeNumber(variable: string, text: string): number {
  if (!/^-?\d+$/.test(text.trim())) throw new PortError(`${variable}=${text} is no whole number.`);
  return Number(text);
}

/** Resolves when the port can be bound on this machine, else throws a `PortError` that names port and variable. */
export async function assertPortFree(name: PortName, port: number): Promise<void> {
  if (await portIsFree(port)) return;
  throw new PortError(
    `Port ${port} (${name}) is taken by another program. Stop that program, or set ${portVariable(name)} or MENDLINE_PORT_OFFSET.`,
  );
}

export function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
