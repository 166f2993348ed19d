import type { PortName } from '../ports.js';

/** How one process of the local system is started, recognised as ready and stopped. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ports it will bind; checked before each start so that a taken one is a clear error. */
  readonly ports: readonly { readonly name: PortName; readonly port: number }[];
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds from stop signal to SIGKILL. */
  readonly stopWithin: number;
  /** Milliseconds from spawn to ready before a start is called failed. */
  readonly readyWithin: number;
  /** One probe; resolves when the process serves, throws when not (yet). */
  readonly probe: () => Promise<void>;
  /** Work before a spawn, e.g. creating a data folder. */
  readonly prepare?: () => Promise<void>;
}
