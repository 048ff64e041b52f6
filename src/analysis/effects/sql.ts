import { readName } from './names.ts';

/** What an SQL text touches, told from its words: enough to know reads from writes and which tables are named. No parser: a text that is built at run time may end anywhere. */
export interface SqlTouch {
  readonly access: 'read' | 'write';
  readonly table: string | undefined;
  /** A function of the database's own that only its name says to read. */
  readonly believed?: string;
}

const part = '(?:"[^"]+"|`[^`]+`|\\[[^\\]]+\\]|[A-Za-z_][\\w$]*)';
const table = String.raw`(?:only\s+)?${part}(?:\s*\.\s*${part})*`;
/** `users u, orders AS o` */
const tables = String.raw`(${table}(?:(?:(?:\s+as)?\s+\w+)?\s*,\s*${table})*)`;
const reading = new RegExp(String.raw`\b(?:from|join|using)\s+${tables}`, 'gi');
const writing = new RegExp(String.raw`\b(?:into(?:\s+(?:temp|temporary|unlogged|table))*|(?<!\b(?:do|on|or|for|key|before|after)\s+)update|delete\s+from|truncate(?:\s+table)?|rename\s+to|(?:create|alter|drop)\s+(?:table|view|materialized\s+view)(?:\s+if\s+(?:not\s+)?exists)?)\s+${tables}`, 'gi');
const asking = /^(?:select|with|show|explain|describe|values|table|pragma(?![^]*=))\b/i;
const changing = /^(?:begin|start|commit|rollback|savepoint|release|set|lock|vacuum|analyze|grant|revoke|call|do|execute|insert|update|delete|create|alter|drop|truncate|replace|merge|copy|pragma)\b/i;
/** Which of several tables change, their columns say: `UPDATE a JOIN b … SET`, `DELETE a, b FROM …`. */
const changingSeveral = /^(?:update\b(?:(?!\bset\b)[^])*\bjoin\b|delete\s+(?!from\b))/i;

/** Undefined where the text does not begin like SQL: then it may do anything. */
export function readSql(text: string): readonly SqlTouch[] | undefined {
  const plain = text.replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const found: SqlTouch[] = [];
  const statements = plain.split(';').map((statement) => statement.replace(/^[(\s]+/, '')).filter((statement) => statement !== '');
  for (const statement of statements) {
    const touches = readStatement(statement);
    if (touches === undefined) return undefined;
    found.push(...touches);
  }
  return statements.length === 0 ? undefined : found;
}

function readStatement(statement: string): readonly SqlTouch[] | undefined {
  // What every session of the program is given alike.
  if (/^set\s+(session\s+|local\s+)?(search_path|time\s*zone|names|client_encoding|application_name|\w+_timeout)\b/i.test(statement)) return [];
  const isAsking = asking.test(statement);
  // Rows that are locked are taken: whoever asks next waits for them, or gets others.
  const all = changingSeveral.test(statement) || /\bfor\s+(?:no\s+key\s+)?update\b/i.test(statement) ? 'write' : 'read';
  const found: SqlTouch[] = [];
  for (const match of statement.matchAll(writing)) found.push(...namesIn(match[1]).map((name) => ({ access: 'write' as const, table: name })));
  for (const match of statement.replaceAll(writing, ' ').matchAll(reading)) found.push(...namesIn(match[1]).map((name) => ({ access: all, table: name } as const)));
  // Rows of whatever refers to them go too.
  if (/^(?:truncate|drop)\b[^]*\bcascade\b/i.test(statement)) found.push({ access: 'write', table: undefined });
  if (/^(?:select|with|values)\b/i.test(statement)) found.push(...functionsIn(statement));
  if (found.some(({ access }) => access === 'write')) return found;
  if (isAsking) return found.length > 0 ? found : [{ access: 'read', table: undefined }];
  return changing.test(statement) ? [{ access: 'write', table: undefined }] : undefined;
}

function namesIn(list = ''): string[] {
  return [...list.matchAll(new RegExp(String.raw`(?:^|,\s*)(?:only\s+)?(${part}(?:\s*\.\s*${part})*)`, 'gi'))].map(([, name = '']) => [...name.matchAll(new RegExp(part, 'g'))].at(-1)?.[0].replaceAll(/["`[\]]/g, '').toLowerCase() ?? '');
}

/** What stands before a parenthesis and is no function: words of the language and types with a size. */
const words = /^(?:select|from|join|where|and|or|not|on|using|in|any|some|all|exists|over|within|filter|group|by|partition|values|as|case|when|then|else|is|like|ilike|between|limit|offset|having|returning|union|except|intersect|distinct|with|recursive|materialized|lateral|interval|array|row|rollup|cube|grouping|sets|tablesample|bernoulli|system|table|into|set|conflict|key|index|unique|array|numeric|decimal|n?(?:var)?char|character|varying|varbinary|binary|bit|float|double|precision|time|timestamp|datetime|vector|mod|match|against|asc|desc)$/;
/** Functions that come with the databases and change nothing. */
const pure = new RegExp(String.raw`^(?:${[
  'count|sum|total|avg|min|max|median|mode|percentile_\\w+|stddev\\w*|var\\w*|corr|covar_\\w+|regr_\\w+|bit_(?:and|or|xor|count|length)|bool_(?:and|or)|every|array_\\w+|string_\\w+|group_concat|listagg|xmlagg|jsonb?\\w*|approx_\\w+|grouping',
  'row_number|(?:dense_|percent_)?rank|cume_dist|ntile|lag|lead|(?:first|last|nth)_value|coalesce|nullif|ifnull|isnull|nvl2?|iif|if|greatest|least|decode|cast|try_cast|convert|typeof|pg_typeof|choose',
  'lower|upper|initcap|[lrb]?trim|[lr]pad|substr(?:ing)?(?:_index)?|concat(?:_ws)?|replace|translate|reverse|repeat|left|right|split_part|position|strpos|instr|locate|charindex|patindex|find_in_set|field|elt|format|printf|length|len|datalength|(?:char|character|octet)_length|ascii|chr|char|unicode|quote(?:_\\w+)?|regexp_\\w+|soundex|difference|levenshtein|(?:word_|strict_word_)?similarity|unaccent|starts_with|overlay|space|stuff|to_\\w+|encode|hex|unhex|md5|crc32|sha\\d*|sha\\d+|digest|hmac|crypt|hashbytes|uuid|uuid_\\w+|gen_random_\\w+|newid|random|rand|randomblob',
  'now|current_\\w+|localtime\\w*|getdate|getutcdate|sysdate\\w*|utc_\\w+|clock_timestamp|statement_timestamp|transaction_timestamp|date|time|datetime|timestamp|julianday|unixepoch|strftime|curdate|curtime|year|quarter|month|week\\w*|day\\w*|hour|minute|second|last_day|extract|date_\\w+|dateadd|datediff|datename|datepart|datefromparts|timestamp\\w+|timestampdiff|timestampadd|time_\\w+|timediff|age|make_\\w+|justify_\\w+|isfinite|from_\\w+|unix_timestamp|str_to_date|adddate|subdate|period_\\w+|eomonth|sysdatetime\\w*',
  'abs|ceil(?:ing)?|floor|round|trunc(?:ate)?|sign|sqrt|cbrt|pow(?:er)?|exp|ln|log\\d*|mod|div|pi|degrees|radians|a?(?:sin|cos|tan)2?h?|cot|width_bucket|gcd|lcm|factorial',
  'unnest|generate_\\w+|cardinality|range_\\w+|(?:int4|int8|num|ts|tstz|date)range|l?nlevel|subpath|cosine_distance|l2_distance|inner_product|st_\\w+|plainto_\\w+|phraseto_\\w+|websearch_\\w+|ts_\\w+|setweight|tsvector_\\w+|numnode|querytree|bm25|snippet|highlight|offsets|matchinfo',
  'version|database|schema|user|session_user|sqlite_version|found_rows|row_count|last_insert_\\w*|changes|total_changes|scope_identity|connection_id|col_description|obj_description|has_\\w+_privilege|pg_get_\\w+|pg_(?:table|relation|total_relation|indexes|database|column)_size\\w*|pg_size_\\w+|pg_encoding_to_char|pg_is_\\w+|pg_backend_pid|pragma_\\w+|object_id|object_name|db_name|inet_\\w+|host|masklen|network',
].join('|')})$`);

/** A function that somebody wrote may change any table; of one that its name says to read, that is believed. `nextval` and `set_config` change something too. */
function functionsIn(statement: string): SqlTouch[] {
  const found: SqlTouch[] = [];
  const ofQuery = new Set([...statement.matchAll(/(?:\b(?:with|recursive)|,)\s+(\w+)\s*\([^()]*\)\s+as\b/gi)].map((match) => match[1]?.toLowerCase()));
  for (const [, quoted, bare = ''] of statement.replaceAll(writing, ' ').matchAll(/(?<!\bas\s+)(?:"(\w+)"|\b([a-z_]\w*))\s*\(/gi)) {
    const named = quoted ?? bare;
    const name = named.toLowerCase();
    if (words.test(name) || pure.test(name) || ofQuery.has(name)) continue;
    const says = name.includes('lock') ? 'write' : readName(named, { waited: true, bare: false }).says;
    found.push(says === 'read' || says === 'pure' ? { access: 'read', table: undefined, believed: named } : { access: 'write', table: undefined });
  }
  return found;
}
