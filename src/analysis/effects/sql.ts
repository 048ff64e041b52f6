/** What an SQL text touches, told from its words: enough to know reads from writes and which tables are named. No parser: a text that is built at run time may end anywhere. */
export interface SqlTouch {
  readonly access: 'read' | 'write';
  readonly table: string | undefined;
}

const tableName = /(?:"([^"]+)"|`([^`]+)`|\[([^\]]+)\]|([A-Za-z_][\w.$]*))/;
const reading = new RegExp(String.raw`\b(?:from|join)\s+${tableName.source}`, 'gi');
const writing = new RegExp(String.raw`\b(?:insert\s+(?:ignore\s+)?into|replace\s+into|merge\s+into|update|delete\s+from|truncate(?:\s+table)?|(?:create|alter|drop)\s+(?:table|index|view|materialized\s+view)(?:\s+if\s+(?:not\s+)?exists)?)\s+${tableName.source}`, 'gi');

/** Undefined where the text does not begin like SQL: then it may do anything. */
export function readSql(text: string): readonly SqlTouch[] | undefined {
  const plain = text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').trim();
  const verb = /^[(\s]*([a-z]+)/i.exec(plain)?.[1]?.toLowerCase();
  if (verb === undefined) return undefined;
  // What every session of the program is given alike.
  if (/^set\s+(session\s+|local\s+)?(search_path|time\s*zone|names|client_encoding|application_name|\w+_timeout)\b/i.test(plain)) return [];
  const found: SqlTouch[] = [];
  if (['select', 'with', 'show', 'explain', 'describe', 'values', 'table', 'pragma'].includes(verb) && !writing.test(plain)) {
    for (const match of plain.matchAll(reading)) found.push({ access: 'read', table: nameIn(match) });
    return found.length > 0 ? found : [{ access: 'read', table: undefined }];
  }
  writing.lastIndex = 0;
  for (const match of plain.matchAll(writing)) found.push({ access: 'write', table: nameIn(match) });
  const rest = plain.replaceAll(writing, ' ');
  for (const match of rest.matchAll(reading)) found.push({ access: 'read', table: nameIn(match) });
  if (found.some((touch) => touch.access === 'write')) return found;
  return /^(begin|start|commit|rollback|savepoint|release|set|lock|vacuum|analyze|grant|revoke|call|do|execute|insert|update|delete|create|alter|drop|truncate|replace|merge|copy)$/.test(verb) ? [{ access: 'write', table: undefined }] : undefined;
}

function nameIn(match: RegExpMatchArray): string {
  const name = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
  return (name.split('.').at(-1) ?? name).toLowerCase();
}
