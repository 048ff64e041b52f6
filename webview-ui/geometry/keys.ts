/** What keys mean on the timeline. */

export const commands = {
  next: 'next slice',
  previous: 'previous slice',
  below: 'slice in the row below',
  above: 'slice in the row above',
  effect: 'what this let go on',
  cause: 'what this waited for',
  reveal: 'go to the code',
  zoomIn: 'zoom in',
  zoomOut: 'zoom out',
  panLeft: 'earlier',
  panRight: 'later',
  zoomToSelection: 'zoom to the slice or range',
  fit: 'show everything',
  toStart: 'to the start',
  toEnd: 'to the end',
  rangeLonger: 'widen the range to the next slice',
  rangeShorter: 'widen the range to the previous slice',
  play: 'play, pause',
  earlierEvent: 'player: previous event',
  laterEvent: 'player: next event',
  search: 'search',
  clear: 'clear the range, the player, the selection',
  help: 'show these keys',
} as const;
export type Command = keyof typeof commands;

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Keys in the order in which the help lists them. */
export const keysOf: readonly { readonly command: Command; readonly keys: readonly string[] }[] = [
  { command: 'next', keys: ['.'] },
  { command: 'previous', keys: [','] },
  { command: 'below', keys: ['ArrowDown'] },
  { command: 'above', keys: ['ArrowUp'] },
  { command: 'cause', keys: ['['] },
  { command: 'effect', keys: [']'] },
  { command: 'reveal', keys: ['Enter', ' '] },
  { command: 'zoomIn', keys: ['w', '+', '='] },
  { command: 'zoomOut', keys: ['s', '-'] },
  { command: 'panLeft', keys: ['a', 'ArrowLeft'] },
  { command: 'panRight', keys: ['d', 'ArrowRight'] },
  { command: 'zoomToSelection', keys: ['f'] },
  { command: 'fit', keys: ['0'] },
  { command: 'toStart', keys: ['Home'] },
  { command: 'toEnd', keys: ['End'] },
  { command: 'rangeLonger', keys: ['>'] },
  { command: 'rangeShorter', keys: ['<'] },
  { command: 'play', keys: ['p'] },
  { command: 'earlierEvent', keys: ['j'] },
  { command: 'laterEvent', keys: ['k'] },
  { command: 'search', keys: ['/'] },
  { command: 'clear', keys: ['Escape'] },
  { command: 'help', keys: ['?'] },
];

const byKey = new Map(keysOf.flatMap(({ command, keys }) => keys.map((key) => [key, command] as const)));

/** The command of a key press; null for a key that means nothing here, which is left to the page and to the editor. */
export function commandOf(press: KeyPress): Command | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.shiftKey && press.key.length > 1) return null;
  return byKey.get(key) ?? null;
}

/** A key as it is printed on a keyboard. */
export function keyName(key: string): string {
  return { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', ' ': 'Space', Escape: 'Esc' }[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key);
}
