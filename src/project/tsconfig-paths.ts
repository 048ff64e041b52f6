/** Imports by the aliases (`paths`, `baseUrl`) of the tsconfig.json nearest to a file, resolved by TypeScript's own resolver. */
import path from 'node:path';
import ts from 'typescript';
import { isFile, sourceFileAt } from './source-files.ts';

export class TsconfigPaths {
  readonly #options = new Map<string, ts.CompilerOptions | null>();
  readonly #nearest = new Map<string, string | null>();

  /** The source file that a bare specifier means by an alias; a tsconfig that cannot be read has none. */
  resolve(specifier: string, from: string): string | undefined {
    const config = this.#configOf(path.dirname(from));
    const options = config === null ? null : this.#optionsOf(config);
    if (!options || !mayBeAlias(specifier, options)) return undefined;
    const { resolvedModule } = ts.resolveModuleName(specifier, from, options, ts.sys);
    if (!resolvedModule || resolvedModule.isExternalLibraryImport) return undefined;
    return sourceFileAt(resolvedModule.resolvedFileName);
  }

  #configOf(folder: string): string | null {
    let known = this.#nearest.get(folder);
    if (known === undefined) {
      const here = ['tsconfig.json', 'jsconfig.json'].map((name) => path.join(folder, name)).find(isFile);
      const up = path.dirname(folder);
      known = here ?? (up === folder ? null : this.#configOf(up));
      this.#nearest.set(folder, known);
    }
    return known;
  }

  #optionsOf(config: string): ts.CompilerOptions | null {
    let known = this.#options.get(config);
    if (known === undefined) {
      known = readOptions(config);
      this.#options.set(config, known);
    }
    return known;
  }
}

/** The aliases of a config, with those that it extends; of a config that only lists others (`references`), those of the first that has any. */
function readOptions(config: string, throughReferences = true): ts.CompilerOptions | null {
  // The list of the project's files is not wanted, and finding it would walk the project.
  const host: ts.ParseConfigFileHost = { ...ts.sys, readDirectory: () => [], onUnRecoverableConfigFileDiagnostic: () => undefined };
  let parsed: ts.ParsedCommandLine | undefined;
  try {
    parsed = ts.getParsedCommandLineOfConfigFile(config, {}, host);
  } catch {
    return null;
  }
  if (!parsed) return null;
  if (hasAliases(parsed.options) || !throughReferences) return parsed.options;
  for (const reference of parsed.projectReferences ?? []) {
    const referenced = readOptions(ts.resolveProjectReferencePath(reference), false);
    if (referenced && hasAliases(referenced)) return referenced;
  }
  return parsed.options;
}

function hasAliases(options: ts.CompilerOptions): boolean {
  // `baseUrl` is deprecated, and common.
  return options.paths !== undefined || Object.hasOwn(options, 'baseUrl');
}

function mayBeAlias(specifier: string, options: ts.CompilerOptions): boolean {
  if (Object.hasOwn(options, 'baseUrl')) return true;
  return Object.keys(options.paths ?? {}).some((pattern) => {
    const [before = '', after] = pattern.split('*');
    return after === undefined ? specifier === pattern : specifier.startsWith(before) && specifier.endsWith(after);
  });
}
