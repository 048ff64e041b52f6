/** The packages of the repository around a file, by the names in their own manifests, so that an import of one finds its source without an installation. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { sourceFileAt } from './source-files.ts';

interface Manifest {
  readonly folder: string;
  readonly name: string;
  readonly entries: Readonly<Record<string, unknown>>;
}

/** Deeper manifests are fixtures and templates rather than packages of the repository. */
const deepestManifest = 4;

export class WorkspacePackages {
  readonly #roots = new Map<string, ReadonlyMap<string, Manifest>>();
  readonly #rootOf = new Map<string, string>();

  /** The source file that a bare specifier (`@scope/name/sub`) means where a package of the repository around `folder` has that name. */
  resolve(specifier: string, folder: string): string | undefined {
    const [, name, sub] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
    const manifest = name === undefined ? undefined : this.#packagesAround(folder).get(name);
    return manifest && entryOf(manifest, sub);
  }

  #packagesAround(folder: string): ReadonlyMap<string, Manifest> {
    const root = this.#root(folder);
    let packages = this.#roots.get(root);
    if (!packages) {
      const files = globSync('**/package.json', { cwd: root, absolute: true, deep: deepestManifest, followSymbolicLinks: false, ignore: ['**/node_modules/**', '**/.git/**'] }).sort();
      packages = new Map(files.reverse().flatMap((file) => {
        const manifest = manifestAt(file);
        return manifest ? [[manifest.name, manifest] as const] : [];
      }));
      this.#roots.set(root, packages);
    }
    return packages;
  }

  /** The repository's folder, or the topmost one with a manifest where there is no repository. */
  #root(folder: string): string {
    let known = this.#rootOf.get(folder);
    if (known === undefined) {
      const up = path.dirname(folder);
      if (existsSync(path.join(folder, '.git')) || up === folder) known = folder;
      else {
        const above = this.#root(up);
        known = existsSync(path.join(above, '.git')) || existsSync(path.join(above, 'package.json')) ? above : folder;
      }
      this.#rootOf.set(folder, known);
    }
    return known;
  }
}

function manifestAt(file: string): Manifest | undefined {
  try {
    const entries: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isRecord(entries) || typeof entries.name !== 'string') return undefined;
    return { folder: path.dirname(file), name: entries.name, entries };
  } catch {
    return undefined;
  }
}

/** The fields that name an entry, the nearest to the source first. */
const entryFields = ['source', 'module', 'main', 'types', 'typings', 'browser'];

function entryOf({ folder, entries }: Manifest, sub: string | undefined): string | undefined {
  const exported = exportedAs(entries.exports, sub === undefined ? '.' : `./${sub}`);
  const named = sub === undefined ? entryFields.map((field) => entries[field]).filter((value) => typeof value === 'string') : [sub];
  const usual = sub === undefined ? ['src/index', 'index', 'src/main', 'lib/index'] : [`src/${sub}`, `lib/${sub}`];
  for (const target of [...exported, ...named, ...usual]) {
    for (const source of [...beforeCompiling(target), target]) {
      const found = sourceFileAt(path.resolve(folder, source));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** `./dist/esm/a.d.ts` → `./src/a`, `./src/esm/a`: where the source of a compiled file usually is. */
function beforeCompiling(target: string): string[] {
  const match = /^(?:\.\/)?(?:dist|lib|build|out|output)\/(?:(esm|cjs|es|types|node|browser)\/)?(.+)$/.exec(target);
  if (!match) return [];
  const [, flavour, rest = ''] = match;
  const bare = rest.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  return [...(flavour === undefined ? [] : [`src/${flavour}/${bare}`]), `src/${bare}`, bare];
}

/** The targets of an `exports` field for a subpath, whatever the condition; patterns with one `*` are filled in. */
function exportedAs(exports: unknown, subpath: string): string[] {
  if (!isRecord(exports)) return subpath === '.' ? targetsIn(exports) : [];
  if (!Object.keys(exports).some((key) => key.startsWith('.'))) return subpath === '.' ? targetsIn(exports) : [];
  if (subpath in exports) return targetsIn(exports[subpath]);
  for (const [pattern, target] of Object.entries(exports)) {
    const [before = '', after] = pattern.split('*');
    if (after !== undefined && subpath.startsWith(before) && subpath.endsWith(after) && subpath.length >= before.length + after.length) {
      const star = subpath.slice(before.length, subpath.length - after.length);
      return targetsIn(target).map((one) => one.replaceAll('*', star));
    }
  }
  return [];
}

/** Conditions of other surroundings than Node's: their entries often leave things out. */
const elsewhere = new Set(['browser', 'react-native', 'worker', 'workerd', 'edge-light', 'deno']);

function targetsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(targetsIn);
  if (!isRecord(value)) return [];
  const last = (condition: string): number => Number(elsewhere.has(condition));
  return Object.entries(value).toSorted(([a], [b]) => last(a) - last(b)).flatMap(([, target]) => targetsIn(target));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
