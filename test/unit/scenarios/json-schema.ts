/** As much of JSON Schema (draft 7) as the schema of scenarios uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  /** Of VS Code: what completion puts in. */
  readonly defaultSnippets?: readonly { readonly label: string; readonly body: unknown }[];
}

/** Whether a value meets a schema. */
export function meets(value: unknown, schema: Schema, root: Schema = schema): boolean {
  if (schema.$ref !== undefined) {
    const target = root.definitions?.[schema.$ref.replace('#/definitions/', '')];
    return target !== undefined && meets(value, target, root);
  }
  if (schema.anyOf !== undefined && !schema.anyOf.some((one) => meets(value, one, root))) return false;
  if ('const' in schema && schema.const !== value) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (schema.type !== undefined && !hasType(value, schema.type)) return false;
  if (typeof value === 'number') return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  if (Array.isArray(value)) {
    const { items } = schema;
    return value.length >= (schema.minItems ?? 0) && value.length <= (schema.maxItems ?? Infinity) && (items === undefined || value.every((item) => meets(item, items, root)));
  }
  if (typeof value !== 'object' || value === null) return true;
  const members = value as Record<string, unknown>;
  if (schema.required?.some((key) => !Object.hasOwn(members, key))) return false;
  return Object.entries(members).every(([key, member]) => {
    const known = schema.properties !== undefined && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    if (known !== undefined) return meets(member, known, root);
    return typeof schema.additionalProperties === 'object' ? meets(member, schema.additionalProperties, root) : schema.additionalProperties !== false;
  });
}

function hasType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
