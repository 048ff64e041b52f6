import type { Result } from './progress.ts';

/** Codicons. The shape tells as much as the words: colour alone tells nothing. */
export const resultIcons: Readonly<Record<Result, string>> = { right: 'pass', wrong: 'error', run: 'circle-filled' };

export const resultWords: Readonly<Record<Result, string>> = { right: 'predicted', wrong: 'a surprise', run: 'run' };
