import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { workspaceRoot } from './paths.js';

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

interface Manifest {
  readonly version?: string;
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
}

/** Licences under which what ships may be used, changed and passed on without asking. */
const allowed = [
  'MIT', 'Apache-2.0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'BSD License', 'BlueOak-1.0.0', 'Python-2.0', 'Unlicense', 'CC-BY-4.0', 'Apache-2.0 AND MIT',
  '(MPL-2.0 OR Apache-2.0)', 'MIT-0', 'PSF-2.0', '(ISC AND CC-BY-3.0)',
];

/** Packages whose manifest names no licence; what their LICENSE file says. */
const byLicenceFile: Readonly<Record<string, string>> = { 'unionfs@4.6.0': 'Unlicense', 'process@0.10.1': 'MIT' };

const readJson = <T>(path: string): T => JSON.parse(readFileSync(join(workspaceRoot, path), 'utf8')) as T;

const licenceOf = (name: string, { version = '', license, licenses }: Manifest): string => {
  const named = typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '));
  return named ?? byLicenceFile[`${name}@${version}`] ?? 'none named';
};

/** What is installed and not for development only, with its licence. */
const shipped = Object.entries(readJson<{ packages: Record<string, Locked> }>('package-lock.json').packages)
  .filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link && existsSync(join(workspaceRoot, path, 'package.json')))
  .map(([path]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return { path, licence: licenceOf(name, readJson<Manifest>(`${path}/package.json`)) };
  });

describe('the licences of what ships', () => {
  it('finds the dependencies of package.json among the packages that it reads', () => {
    const { dependencies } = readJson<{ dependencies: Record<string, string> }>('package.json');
    const read = new Set(shipped.map(({ path }) => path));
    expect(Object.keys(dependencies).filter((name) => !read.has(`node_modules/${name}`))).toEqual([]);
  });

  it('allows everybody to use, change and pass on every package: no Elastic licence, no BUSL, no AGPL, nothing unnamed', () => {
    expect(shipped.filter(({ licence }) => !allowed.includes(licence))).toEqual([]);
  });

  it.each(['dependencies', 'devDependencies'] as const)('docs/dependencies.md names every package of %s with its licence', (group) => {
    const document = readFileSync(join(workspaceRoot, 'docs/dependencies.md'), 'utf8');
    const rows = Object.keys(readJson<Record<typeof group, Record<string, string>>>('package.json')[group]).map((name) => ({
      name,
      row: `| ${name} | ${licenceOf(name, readJson<Manifest>(`node_modules/${name}/package.json`))} |`,
    }));
    expect(rows.filter(({ row }) => !document.includes(row)).map(({ name }) => name)).toEqual([]);
  });
});
