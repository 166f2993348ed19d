import { BlockList, isIPv6 } from 'node:net';

/** Networks that no address of the public internet is in (IANA's registries of special-purpose addresses). */
const networks = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24',
  '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
  '::/128', '::1/128', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8',
] as const;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** A list for each family: one list would take every IPv4 address for its mapped IPv6 form, and that is refused as a whole. */
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const network of networks) {
  const [address = '', bits = '0'] = network.split('/');
  blocked[familyOf(address)].addSubnet(address, Number(bits), familyOf(address));
}

/** Whether an address leads into a private, local or otherwise special network: there a request of a tenant has no business. */
export const isPrivateAddress = (address: string): boolean => blocked[familyOf(address)].check(address, familyOf(address));
