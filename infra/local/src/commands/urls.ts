import type { SystemFacts } from '../launcher/environment.js';

/** The addresses a person needs, under a started system. */
export function printUrls(system: SystemFacts, enginesOnly: boolean): void {
  const { ports, addresses, dataFolder } = system;
  const apps = enginesOnly
    ? []
    : [
        ['GraphQL', `http://127.0.0.1:${ports.gateway}/graphql`],
        ['tokens', `npm run token -- csr   (issuer ${addresses.oidcIssuer})`],
      ];
  const lines = [
    ...apps,
    ['Temporal UI', `http://127.0.0.1:${ports['temporal-ui']}`],
    ['Temporal', addresses.temporalAddress],
    ['Kafka', addresses.kafkaBrokers],
    ['PostgreSQL', addresses.postgresUrl.replace(/:[^:@/]*@/, ':…@')],
    ['data, logs', dataFolder],
    ['operate', 'npm run ops -- status'],
    ['stop', 'Ctrl-C'],
  ];
  console.log(lines.map(([name = '', value = '']) => `  ${name.padEnd(12)} ${value}`).join('\n'));
}
