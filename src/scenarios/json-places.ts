/** Where the values of a JSON text stand in it. Offsets count UTF-16 units from 0. */
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { About } from './reader.ts';

export interface JsonSpan {
  readonly start: number;
  readonly end: number;
}

/** The text as a tree; undefined where there is nothing, or more nesting than can be followed. */
export function treeOf(text: string, errors: ParseError[] = []): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Where a text stops being JSON, and why in words; undefined where it is JSON. */
export function faultIn(text: string): { readonly message: string; readonly span: JsonSpan } | undefined {
  const errors: ParseError[] = [];
  treeOf(text, errors);
  const [first] = errors;
  if (!first) return undefined;
  // At the end of the text there is nothing to mark: what stands last is marked instead.
  const start = first.length === 0 ? Math.max(0, Math.min(first.offset, text.trimEnd().length) - 1) : first.offset;
  return { message: words[printParseErrorCode(first.error)] ?? 'this is not understood', span: { start, end: Math.min(text.length, start + Math.max(1, first.length)) } };
}

const words: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is neither a number, a text in double quotes, true, false nor null',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a name in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is more text after its end',
  InvalidCommentToken: 'comments are not allowed',
  UnexpectedEndOfComment: 'comments are not allowed',
  UnexpectedEndOfString: 'a closing " is missing',
  UnexpectedEndOfNumber: 'this number is not finished',
  InvalidUnicode: 'this is not a \\u escape',
  InvalidEscapeCharacter: 'this is not an escape; write \\\\ for a backslash',
  InvalidCharacter: 'this character must be escaped',
};

/** The stretch that a {@link ScenarioError} speaks of: for what is missing, the innermost object or list around it. */
export function spanAt(tree: Node | undefined, path: string, about: About): JsonSpan {
  if (typeof about === 'object') return about;
  let node = tree;
  let key: Node | undefined;
  for (const step of stepsOf(path)) {
    const member = node && memberOf(node, step);
    if (!member) return beginningOf(node);
    [key, node] = member;
  }
  const shown = about === 'key' ? key ?? node : node;
  return shown ? { start: shown.offset, end: shown.offset + shown.length } : { start: 0, end: 0 };
}

/** Of what holds the missing member its name, or its opening bracket: not the whole of it. */
function beginningOf(node: Node | undefined): JsonSpan {
  const name = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  if (name) return { start: name.offset, end: name.offset + name.length };
  return node ? { start: node.offset, end: node.offset + Math.min(1, node.length) } : { start: 0, end: 0 };
}

/** `tasks[0]."a b"` → `tasks`, 0, `a b`. */
function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|"(?:[^"\\]|\\.)*"|[\w$-]+/g)].map(([text, index]) => {
    if (index !== undefined) return Number(index);
    return text.startsWith('"') ? (JSON.parse(text) as string) : text;
  });
}

/** The name, where there is one, and the value. Of several members of one name the last counts, as for JSON.parse. */
function memberOf(node: Node, step: string | number): [Node | undefined, Node | undefined] | undefined {
  if (typeof step === 'number') {
    const item = node.type === 'array' ? node.children?.[step] : undefined;
    return item && [undefined, item];
  }
  const property = node.type === 'object' ? node.children?.findLast(({ children }) => children?.[0]?.value === step) : undefined;
  return property?.children && [property.children[0], property.children[1]];
}
