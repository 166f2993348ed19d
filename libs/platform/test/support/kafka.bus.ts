import net from 'node:net';
import { randomBytes } from 'node:crypto';
import type { FactDefinition } from '@mendline/contracts/facts';
import { KafkaFactBus } from '../../src/facts/index.js';

/** Brokers of TEST_KAFKA_BROKERS. */
export const testBrokers = (): string[] => {
  const brokers = process.env.TEST_KAFKA_BROKERS;
  if (!brokers) throw new Error('TEST_KAFKA_BROKERS must name a running broker');
  return brokers.split(',');
};

/**
 * A bus on the real broker. With `via`, every connection goes to that address instead, whatever the broker advertises, so that a
 * proxy there can take Kafka away from this bus alone.
 */
export const openKafkaBus = (via?: string): KafkaFactBus =>
  new KafkaFactBus({
    brokers: via === undefined ? testBrokers() : [via],
    clientId: 'platform-spec',
    partitions: 3,
    ...(via === undefined
      ? {}
      : {
          socketFactory: ({ onConnect }) => {
            const [host, port] = via.split(':');
            return net.connect(Number(port), host ?? '127.0.0.1', onConnect);
          },
        }),
  });

/** A name that no other run uses. */
export const unique = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`;

/** A registered fact on a topic of this run alone. */
export const onOwnTopic = <F extends FactDefinition>(definition: F, owner: string): F => ({ ...definition, topic: `${owner}.ticket.v1` });
