/** The project on the disk, as the analysis asks for it: which file an import means, and its text. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Project } from '../analysis/project.ts';
import { sourceFileAt } from './source-files.ts';
import { TsconfigPaths } from './tsconfig-paths.ts';
import { WorkspacePackages } from './workspace-packages.ts';

/** Answers are kept, the absence of a file too: make a new one when files may have changed. */
export class DiskProject implements Project {
  readonly #root: string;
  readonly #aliases = new TsconfigPaths();
  readonly #packages = new WorkspacePackages();
  readonly #resolved = new Map<string, string | undefined>();
  readonly #texts = new Map<string, string | undefined>();

  /** Paths in answers are relative to `root`, with forward slashes, and paths in questions may be. */
  constructor(root: string) {
    this.#root = root;
  }

  resolve(specifier: string, from: string): string | undefined {
    const file = path.resolve(this.#root, from);
    const key = `${path.dirname(file)}\u0000${specifier}`;
    if (!this.#resolved.has(key)) {
      const found = this.#find(specifier, file);
      this.#resolved.set(key, found === undefined ? undefined : path.relative(this.#root, found).split(path.sep).join('/'));
    }
    return this.#resolved.get(key);
  }

  read(file: string): string | undefined {
    if (!this.#texts.has(file)) {
      let text: string | undefined;
      try {
        text = readFileSync(path.resolve(this.#root, file), 'utf8').replace(/^\ufeff/, '');
      } catch {
        text = undefined;
      }
      this.#texts.set(file, text);
    }
    return this.#texts.get(file);
  }

  #find(specifier: string, from: string): string | undefined {
    const folder = path.dirname(from);
    if (/^\.\.?(?:\/|$)/.test(specifier) || path.isAbsolute(specifier)) return sourceFileAt(path.resolve(folder, specifier));
    if (isBuiltin(specifier)) return undefined;
    return this.#aliases.resolve(specifier, from) ?? this.#packages.resolve(specifier, folder);
  }
}
