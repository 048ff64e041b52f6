/** The command cannot do what it was asked: one line that says what is wrong and how to mend it, and exit status 2. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** The reason of a failed file operation in plain words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return systemWords[code] ?? (error instanceof Error ? error.message.split('\n', 1)[0] ?? '' : String(error));
}

/** What is said of a file that an error in Overlap itself has stopped at: the other files are still looked at. */
export function internalError(error: unknown): string {
  return `Internal error in Overlap; please report it: ${error instanceof Error ? error.message : String(error)}`;
}

const systemWords: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'its file system is read-only',
  ENOSPC: 'there is no space left on its disk',
  EDQUOT: 'the quota of its disk is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
};
