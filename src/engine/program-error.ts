/** A Program or Machine that cannot be run. The message says where (a path such as `bodies.main[2].us`) and how to mend it. */
export class ProgramError extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.name = 'ProgramError';
    this.path = path;
  }
}

/** Times and counts beyond this cannot be told apart from their neighbours in a double once added up. */
export const largest = 2 ** 50;

/** Checks a whole number of at least `least`. */
export function whole(value: number, path: string, least = 0): number {
  if (!Number.isInteger(value)) throw new ProgramError(path, `must be a whole number, but is ${value}`);
  if (value < least) throw new ProgramError(path, `must be at least ${least}, but is ${value}`);
  if (value > largest) throw new ProgramError(path, `must be at most 2^50, but is ${value}`);
  return value;
}

/** Checks a number of any kind. */
export function finite(value: number, path: string): number {
  if (!Number.isFinite(value)) throw new ProgramError(path, `must be a number, but is ${value}`);
  return value;
}

/** ` (did you mean x?)` where a known name differs only in case, or starts alike. */
export function suggestion(name: string, known: Iterable<string>): string {
  const names = [...known];
  const near = names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? names.find((one) => one.startsWith(name) || name.startsWith(one));
  if (near !== undefined) return `; did you mean ${near}?`;
  return names.length > 0 && names.length <= 12 ? `; there are ${names.join(', ')}` : '';
}
