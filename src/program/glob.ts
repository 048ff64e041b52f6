/**
 * Globs of callees, for settings. A callee is a dotted name, not a path: `*` stands for any run of characters, dots included,
 * `?` for one character, and nothing else is special, so that `db.*` covers `db.user.findMany` and `$` needs no escape.
 */
export function globMatcher(glob: string): (callee: string) => boolean {
  const source = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '[^]*').replace(/\?/g, '[^]');
  const pattern = new RegExp(`^${source}$`, 'u');
  return (callee) => pattern.test(callee);
}
