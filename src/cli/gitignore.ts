/** What .gitignore files leave out, read as git reads them: each from its own folder down, deeper ones over higher ones. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

export class GitIgnores {
  readonly #rules = new Map<string, Ignore | null>();
  readonly #chains = new Map<string, readonly string[]>();

  /** `file` is an absolute path. Its folders are taken not to be ignored themselves: whoever walks does not enter those. */
  ignores(file: string, isFolder: boolean): boolean {
    for (const folder of this.#chain(path.dirname(file))) {
      const rules = this.#rulesOf(folder);
      if (!rules) continue;
      const name = path.relative(folder, file).split(path.sep).join('/');
      const answer = rules.test(isFolder ? `${name}/` : name);
      if (answer.ignored) return true;
      if (answer.unignored) return false;
    }
    return false;
  }

  /** The same for a path whose folders were not walked, such as a match of a glob. */
  ignoresOnTheWay(file: string): boolean {
    const root = this.#chain(path.dirname(file)).at(-1) ?? path.dirname(file);
    const parts = path.relative(root, file).split(path.sep);
    return parts.some((_, index) => this.ignores(path.join(root, ...parts.slice(0, index + 1)), index < parts.length - 1));
  }

  /** From a folder up to the top of its repository, or the folder alone where there is no repository. */
  #chain(folder: string): readonly string[] {
    let known = this.#chains.get(folder);
    if (!known) {
      const up = path.dirname(folder);
      const atTop = up === folder || existsSync(path.join(folder, '.git'));
      known = atTop ? [folder] : [folder, ...this.#chain(up)];
      this.#chains.set(folder, known);
    }
    return known;
  }

  #rulesOf(folder: string): Ignore | null {
    let known = this.#rules.get(folder);
    if (known === undefined) {
      try {
        known = ignore().add(readFileSync(path.join(folder, '.gitignore'), 'utf8'));
      } catch {
        known = null;
      }
      this.#rules.set(folder, known);
    }
    return known;
  }
}
