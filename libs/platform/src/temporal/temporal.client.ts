import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Client, Connection, defaultGrpcRetryOptions, type GrpcRetryOptions, makeGrpcRetryInterceptor, type WorkflowClient } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';

/** Injection token of {@link TemporalOptions}. */
export const TEMPORAL_OPTIONS = Symbol('mendline.temporal-options');

export interface TemporalOptions {
  /** TEMPORAL_ADDRESS, `host:port`. */
  readonly address: string;
  /** TEMPORAL_NAMESPACE. */
  readonly namespace: string;
  readonly dataConverter?: DataConverter;
}

const retryAfterMs = 100;
const onceMore = defaultGrpcRetryOptions({ maxAttempts: 2 });

/**
 * The process's client of Temporal. It connects at first use and again by itself: a server that is down makes calls
 * fail within a second and never keeps a service from booting.
 */
@Injectable()
export class TemporalClient {
  readonly client: Client;
  private readonly connection: Connection;
  private closing = false;
  /** Once: the journal and the relay retry; a person who waits must not. And not after the end, when a call would throw into nowhere. */
  private readonly retry: GrpcRetryOptions = {
    delayFunction: () => retryAfterMs,
    retryableDecider: (attempt, status) => !this.closing && onceMore.retryableDecider(attempt, status),
  };

  constructor(@Inject(TEMPORAL_OPTIONS) options: TemporalOptions) {
    this.connection = Connection.lazy({
      address: options.address,
      connectTimeout: '2s',
      interceptors: [makeGrpcRetryInterceptor(this.retry)],
      channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 2_000 },
    });
    const { namespace, dataConverter } = options;
    this.client = new Client({ connection: this.connection, namespace, ...(dataConverter ? { dataConverter } : {}) });
  }

  get workflow(): WorkflowClient {
    return this.client.workflow;
  }

  /** Ends every call of `work` that is not answered within the time. */
  within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
    return this.client.withDeadline(Date.now() + milliseconds, work);
  }

  async close(): Promise<void> {
    this.closing = true;
    // Retries that are already on their way still find the connection open.
    await delay(2 * retryAfterMs);
    await this.connection.close();
  }
}
