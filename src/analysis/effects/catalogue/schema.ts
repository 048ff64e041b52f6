import { parseClauses, type Clause } from '../clauses.ts';

/**
 * What is known of packages whose source the analysis does not read. Plain data (JSON), so that a user's own catalogue has the same shape.
 *
 * The left side of `members` names one or more members, separated by spaces. A name is a path (`promises.readFile`); a `*` stands for any one member of the path, `get*` and `*Sync` for
 * any that begins or ends so; a last `**` for everything below. The first line that matches decides. The right side is clauses (see clauses.ts), or an object that also says what comes back.
 */
export interface Family {
  /** What the family is, for the documentation: `Node's file system`. */
  readonly family: string;
  readonly packages: readonly PackageEntry[];
}

export interface PackageEntry {
  /** Module specifiers. A trailing `*` covers everything that begins so. `global` holds what needs no import. */
  readonly names: readonly string[];
  /** What the module exports. `default` is its default export, which a `require` and a namespace import also reach. `new X` is the construction of X. */
  readonly members: Members;
  /** Objects of the package, by the name of their class or type. */
  readonly types?: Readonly<Record<string, Members>>;
}

export type Members = Readonly<Record<string, Member>>;

export type Member = string | {
  readonly does: string;
  /** The type, of this package, of what is returned (a promise looked through); `global:Response` is one of the language or the platform; `$0` what the first argument stands for: a wrapper around a function. */
  readonly returns?: string;
  /** The type, of this package, of what a function given as an argument gets as its first parameter: the client of a transaction. */
  readonly hands?: string;
};

/** A line of the catalogue, ready for use. */
export interface Known {
  readonly clauses: readonly Clause[];
  readonly returns: string | undefined;
  readonly hands: string | undefined;
  /** What each star of the left side stood for. */
  readonly stars: readonly string[];
  /** Said of many members at once, by a star, not of this one by its name. */
  readonly general: boolean;
  readonly package: string;
}

interface Line {
  readonly path: readonly string[];
  readonly clauses: readonly Clause[];
  readonly returns: string | undefined;
  readonly hands: string | undefined;
}

interface Table {
  readonly exact: ReadonlyMap<string, Line>;
  readonly patterns: readonly Line[];
  /** What was asked before, with the answer; null where nothing is known. */
  readonly asked: Map<string, Found | null>;
}

type Found = Omit<Known, 'package'>;

/** The catalogue as it is asked. Tables are made when a package is first asked for. */
export class Catalogue {
  readonly #packages = new Map<string, PackageEntry[]>();
  readonly #prefixes: { readonly prefix: string; readonly entry: PackageEntry }[] = [];
  readonly #tables = new Map<Members, Table>();

  readonly #distinctive: Members;

  /** Later families come first: a user's own lines override the bundled ones. `distinctive` are methods known by their names alone. */
  constructor(families: readonly Family[], distinctive: Members) {
    this.#distinctive = distinctive;
    for (const entry of families.toReversed().flatMap((family) => family.packages)) {
      for (const name of entry.names) {
        if (name.endsWith('*')) this.#prefixes.push({ prefix: name.slice(0, -1), entry });
        else this.#packages.set(name, [...(this.#packages.get(name) ?? []), entry]);
      }
    }
  }

  /** A method known by its name alone, whatever its receiver. */
  distinctive(name: string): Known | undefined {
    const found = find(this.#table(this.#distinctive), [name]);
    return found === undefined ? undefined : { ...found, package: 'global' };
  }

  /** Whether anything is known of a module. */
  has(module: string): boolean {
    return this.#entries(module).length > 0;
  }

  hasType(module: string, type: string): boolean {
    return this.#entries(module).some((entry) => entry.types?.[type] !== undefined);
  }

  member(module: string, path: readonly string[]): Known | undefined {
    const members = (entry: PackageEntry) => entry.members;
    if (path.length === 0) return this.#first(module, ['default'], members);
    const found = this.#first(module, path, members);
    if (found !== undefined || path.length === 1) return found;
    // What a default import holds is mostly what the module exports.
    const [first, second = '', ...rest] = path;
    if (first === 'default') return this.#first(module, [second, ...rest], members);
    return first === 'new default' ? this.#first(module, [`new ${second}`, ...rest], members) : undefined;
  }

  ofType(module: string, type: string, path: readonly string[]): Known | undefined {
    return this.#first(module, path, (entry) => entry.types?.[type]);
  }

  #first(module: string, path: readonly string[], members: (entry: PackageEntry) => Members | undefined): Known | undefined {
    for (const entry of this.#entries(module)) {
      const lines = members(entry);
      const found = lines === undefined ? undefined : find(this.#table(lines), path);
      if (found !== undefined) return { ...found, package: module };
    }
    return undefined;
  }

  #entries(module: string): readonly PackageEntry[] {
    const bare = module.startsWith('node:') ? module.slice(5) : module;
    return this.#packages.get(bare) ?? this.#prefixes.filter(({ prefix }) => bare.startsWith(prefix)).map(({ entry }) => entry);
  }

  #table(members: Members): Table {
    let table = this.#tables.get(members);
    if (table === undefined) this.#tables.set(members, table = makeTable(members));
    return table;
  }
}

function makeTable(members: Members): Table {
  const exact = new Map<string, Line>();
  const patterns: Line[] = [];
  for (const [names, member] of Object.entries(members)) {
    const clauses = parseClauses(typeof member === 'string' ? member : member.does);
    if (typeof clauses === 'string') continue; // A user's broken line is reported by `problemsOf`; the bundled ones are tested.
    const { returns, hands } = typeof member === 'string' ? {} : member;
    for (const name of namesOf(names)) {
      const line: Line = { path: name.split('.'), clauses, returns, hands };
      if (name.includes('*')) patterns.push(line);
      else if (!exact.has(name)) exact.set(name, line);
    }
  }
  return { exact, patterns, asked: new Map() };
}

/** `new X` is one name. */
function namesOf(text: string): string[] {
  return text.replaceAll(/\bnew /g, 'new\u00a0').split(' ').filter((name) => name !== '').map((name) => name.replace('\u00a0', ' '));
}

function find(table: Table, path: readonly string[]): Found | undefined {
  const name = path.join('.');
  let found = table.asked.get(name);
  if (found === undefined) table.asked.set(name, (found = look(table, name, path) ?? null));
  return found ?? undefined;
}

function look(table: Table, name: string, path: readonly string[]): Found | undefined {
  const exact = table.exact.get(name);
  if (exact !== undefined) return { ...exact, stars: [], general: false };
  for (const line of table.patterns) {
    const stars = matchPath(line.path, path);
    if (stars !== undefined) return { ...line, stars, general: true };
  }
  return undefined;
}

function matchPath(pattern: readonly string[], path: readonly string[]): string[] | undefined {
  const stars: string[] = [];
  const open = pattern.at(-1) === '**';
  const fixed = open ? pattern.slice(0, -1) : pattern;
  if (open ? path.length < fixed.length : path.length !== fixed.length) return undefined;
  for (const [index, part] of fixed.entries()) {
    const name = path[index] ?? '';
    if (part === '*') stars.push(name);
    else if (part.includes('*')) {
      const [before = '', after = ''] = part.split('*');
      if (name.length < before.length + after.length || !name.startsWith(before) || !name.endsWith(after)) return undefined;
      stars.push(name.slice(before.length, name.length - after.length));
    } else if (part !== name) return undefined;
  }
  return stars;
}

/** What is wrong with a catalogue that somebody else wrote, one sentence each with the place in it; empty where it can be used. */
export function problemsOf(value: unknown, at = 'catalogue'): readonly string[] {
  if (!isRecord(value)) return [`${at}: expected an object with \`family\` and \`packages\``];
  const problems: string[] = [];
  if (typeof value.family !== 'string') problems.push(`${at}.family: expected a text that names the family`);
  if (!Array.isArray(value.packages)) return [...problems, `${at}.packages: expected a list`];
  return [...problems, ...problemsOfPackages(value.packages, `${at}.packages`)];
}

/** The same of the packages alone, as a setting holds them. */
export function problemsOfPackages(value: unknown, at: string): readonly string[] {
  if (!Array.isArray(value)) return [`${at}: expected a list of packages, each with \`names\` and \`members\``];
  return value.flatMap((entry, index) => problemsOfPackage(entry, `${at}[${index}]`));
}

function problemsOfPackage(entry: unknown, at: string): string[] {
  if (!isRecord(entry)) return [`${at}: expected an object with \`names\` and \`members\``];
  const problems: string[] = [];
  if (!Array.isArray(entry.names) || entry.names.length === 0 || !entry.names.every((name) => typeof name === 'string' && name !== '')) problems.push(`${at}.names: expected a list of module names`);
  const types = entry.types ?? {};
  if (!isRecord(types)) return [...problems, `${at}.types: expected an object`];
  problems.push(...problemsOfMembers(entry.members, `${at}.members`, types));
  for (const [name, members] of Object.entries(types)) problems.push(...problemsOfMembers(members, `${at}.types.${name}`, types));
  for (const key of Object.keys(entry)) if (!['names', 'members', 'types'].includes(key)) problems.push(`${at}.${key}: not known; the fields are names, members and types`);
  return problems;
}

function problemsOfMembers(members: unknown, at: string, types: Readonly<Record<string, unknown>>): string[] {
  if (!isRecord(members)) return [`${at}: expected an object of member names and clauses`];
  const problems: string[] = [];
  for (const [name, member] of Object.entries(members)) {
    const place = `${at}[${JSON.stringify(name)}]`;
    if (namesOf(name).length === 0) problems.push(`${place}: the name is empty`);
    const does = isRecord(member) ? member.does : member;
    if (typeof does !== 'string') {
      problems.push(`${place}: expected clauses such as "reads file:$0", or an object with \`does\``);
      continue;
    }
    const clauses = parseClauses(does);
    if (typeof clauses === 'string') problems.push(`${place}: ${clauses}`);
    if (!isRecord(member)) continue;
    for (const [key, type] of Object.entries(member)) {
      if (key === 'does') continue;
      if (key !== 'returns' && key !== 'hands') problems.push(`${place}.${key}: not known; the fields are does, returns and hands`);
      else if (typeof type !== 'string' || (!(key === 'returns' && type === '$0') && types[type] === undefined && !/^global:\w+$/.test(type))) problems.push(`${place}.${key}: ${JSON.stringify(type)} is not among the types of this package`);
    }
  }
  return problems;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
