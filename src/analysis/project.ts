import type { PackageEntry } from './effects/catalogue/schema.ts';

/**
 * How the analysis reaches other files. The front end gives it (disk, editor buffers, a test's table), so that the analysis never touches a disk.
 * Both calls are synchronous and cheap when repeated: an implementation keeps what it has read.
 * The analysis keeps what it has learnt of other files as long as it is given the same object: when files change, give it a new one.
 */
export interface Project {
  /** The path of the source file that `specifier`, written in the file `from`, names: relative, by a tsconfig alias, or a package of the same workspace. Undefined for everything else. */
  resolve(specifier: string, from: string): string | undefined;
  /** The text of a file, or undefined where it cannot be read. */
  read(path: string): string | undefined;
  /** The project's own types, where the front end has a compiler for it (the second tier). They are asked only where nothing else tells. */
  readonly types?: Types;
  /** What a user has written down of packages, laid over the bundled catalogue. Checked by whoever gives it (`problemsOfPackages`). */
  readonly catalogue?: readonly PackageEntry[];
}

export interface Types {
  /** What is declared for the call whose callee's last name begins at `offset` of the file. May throw to say that the answer is no longer wanted. */
  callee(path: string, offset: number): Callee | undefined;
  /** Whether a class in another file has a method of its own in place of the one whose name begins at `offset` of the file. May throw likewise. */
  isOverridden(path: string, offset: number): boolean;
}

export interface Callee {
  /** The function that runs: its file, and the offset where its node begins (`pos`, the blanks and comments before it included). */
  readonly body?: { readonly path: string; readonly start: number };
  /** The package (`global` for the language and Node) that declares it, and the type that it is a member of. */
  readonly from?: { readonly module: string; readonly type?: string; readonly member: string };
  /** It never comes back. */
  readonly never: boolean;
  /** Whether it gives a promise; absent where that cannot be told. */
  readonly promise?: boolean;
}
