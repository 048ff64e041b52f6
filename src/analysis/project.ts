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
}
