import { describe, expect, test } from 'vitest';
import { Cancellation } from '../../../src/project/typed-project.ts';
import { answerTo, askTypes } from '../../../src/worker/answer.ts';
import type { AwaitHover } from '../../../src/report/hover.ts';
import type { Fixes, OffersAnswer, Outline, Source, TimelineAnswer } from '../../../src/worker/messages.ts';
import { Folder } from '../cli/run-cli.ts';

const text = `export async function load(id: string) {
  const user = await fetchUser(id);
  const orders = await fetchOrders(user.id);
  return { user, orders };
}
/** @overlap 40ms */
async function fetchUser(id: string) { return await get(id); }
async function fetchOrders(id: string) { return await get(id); }
`;

const settings: Source['settings'] = { durations: {}, thresholdMs: 1, types: true, catalogue: [], limit: 8, helper: null };

function sourceOf(path: string, content = text): Source {
  return { path, text: content, disk: null, settings };
}

function outline(source: Source): Outline {
  return answerTo({ id: 1, type: 'outline', ask: { source } }) as Outline;
}

function timeline(source: Source, functionId: string, nameAt: number | null = null): TimelineAnswer {
  return answerTo({ id: 1, type: 'timeline', ask: { source, functionId, nameAt, overrides: {} } }) as TimelineAnswer;
}

function hover(source: Source, at: string): AwaitHover | null {
  return answerTo({ id: 1, type: 'hover', ask: { source, offset: source.text.indexOf(at) } }) as AwaitHover | null;
}

describe('outline', () => {
  test('lists the functions with where they are', () => {
    const { functions, errors } = outline(sourceOf('/a.ts'));
    expect(errors).toEqual([]);
    expect(functions.map(({ name, nameSpan }) => [name, text.slice(nameSpan.start, nameSpan.end)])).toEqual([['load', 'load'], ['fetchUser', 'fetchUser'], ['fetchOrders', 'fetchOrders']]);
    expect(functions.map(({ span }) => text.slice(span.start, span.end).split('(')[0])).toEqual(['export async function load', 'async function fetchUser', 'async function fetchOrders']);
  });

  test('a function without a name is called by its line', () => {
    const { functions } = outline(sourceOf('/callback.ts', 'app.get("/", async () => {\n  await fetch("/a");\n});\n'));
    expect(functions.map(({ name }) => name)).toEqual(['function at line 1']);
  });

  test('of a text that does not parse says where', () => {
    expect(outline(sourceOf('/broken.ts', 'async function f() {\n  await (((\n}')).errors[0]?.line).toBeGreaterThanOrEqual(2);
  });
});

describe('hover', () => {
  test('says how long an await waits, and which line the second of two needs', () => {
    const second = hover(sourceOf('/a.ts'), 'await fetchOrders');
    expect(second?.functionId).toBe('load');
    expect(second?.title).toMatch(/^`fetchOrders` waits /);
    expect(second?.lines.map(({ text: line, place, detail }) => [detail === true ? 'reason' : line, place?.line])).toEqual([['It needs the value of `fetchUser` before it (proven)', 2], ['reason', 3]]);
  });

  test('there is none beside the keyword', () => {
    expect(hover(sourceOf('/a.ts'), 'return { user')).toBeNull();
  });
});

describe('timeline', () => {
  test('knows where the awaits that it draws are, also those of functions that it enters', () => {
    const shown = timeline(sourceOf('/a.ts'), 'load');
    if (shown.type !== 'timeline') throw new Error(shown.type);
    const drawn = shown.awaits.map(({ ref, span }) => `${ref.functionId}: ${text.slice(span.start, span.end)}`);
    expect(drawn).toContain('load: await fetchUser(id)');
    expect(drawn).toContain('load: await fetchOrders(user.id)');
    expect(drawn).toContain('fetchOrders: await get(id)');
  });

  test('of a function that was renamed is found by where its name was', () => {
    const source = sourceOf('/a.ts');
    expect(timeline(source, 'loadBefore')).toEqual({ type: 'missing' });
    const found = timeline(source, 'loadBefore', text.indexOf('load'));
    expect(found.type === 'timeline' && found.fn.id).toBe('load');
  });

  test('of a text that does not parse is none', () => {
    expect(timeline(sourceOf('/broken.ts', 'async function f() { await ((( }'), 'f').type).toBe('broken');
  });

  test('is of the text that was sent, also where the path was seen with another', () => {
    timeline(sourceOf('/same.ts'), 'load');
    expect(timeline(sourceOf('/same.ts', text.replace('load', 'other')), 'load').type).toBe('missing');
  });
});

describe('the settings of fixes', () => {
  const loop = "export async function load(ids: string[]) {\n  const found: string[] = [];\n  // @overlap x12\n  for (const id of ids) {\n    found.push(await get(id)); // @overlap 100ms\n  }\n  return found;\n}\n/** @overlap reads items */\ndeclare function get(id: string): Promise<string>;\n";
  const asking = (limit: number, thresholdMs = 1): Source => ({ ...sourceOf('/loop.ts', loop), settings: { ...settings, limit, thresholdMs } });

  test.each([[2, '1.2 s → 600 ms'], [8, '1.2 s → 200 ms'], [12, '1.2 s → 100 ms']])('%i iterations at a time are what lens, hint, timeline and change speak of', (limit, gain) => {
    const source = asking(limit);
    const [fn] = outline(source).functions;
    expect(fn?.lens?.text).toContain(gain);
    expect(fn?.hints[0]?.message).toContain(`${limit} at a time`);
    const shown = timeline(source, 'load');
    if (shown.type !== 'timeline') throw new Error(shown.type);
    expect(shown.timeline.notes.join(' ')).toContain(`run ${limit} at a time`);
    expect(shown.timeline.controls?.find(({ id }) => id === 'limit')).toMatchObject({ origin: limit === 8 ? 'default' : 'setting', input: { value: limit } });
    const [offer] = (answerTo({ id: 1, type: 'offers', ask: { source, span: { start: loop.indexOf('await'), end: loop.indexOf('await') } } }) as OffersAnswer).offers;
    expect(offer?.title).toContain(`${limit} at a time`);
    expect(offer?.title).toContain(gain);
  });

  test('what saves less than the threshold is neither spoken of nor changed with all that is safe', () => {
    const fixed = (source: Source) => (answerTo({ id: 1, type: 'fixes', ask: { source } }) as Fixes).count;
    expect([outline(asking(8)).functions[0]?.hints.length, fixed(asking(8))]).toEqual([1, 1]);
    expect([outline(asking(8, 5000)).functions[0]?.hints.length, fixed(asking(8, 5000))]).toEqual([0, 0]);
  });
});

describe("a user's own catalogue", () => {
  const calls = "import { quote, rates } from '@acme/billing';\nexport async function main() {\n  const a = await quote('x');\n  const b = await rates('x');\n  return [a, b];\n}\n";
  const asking = (catalogue: readonly unknown[]): Source => ({ ...sourceOf('/billing.ts', calls), settings: { ...settings, catalogue } });

  test('counts, also for a document that is on no disk', () => {
    const known = [{ names: ['@acme/billing'], members: { 'quote rates': 'reads host:billing' } }];
    expect(hover(asking([]), 'await rates')?.lines.some((line) => line.text.includes('proven'))).toBe(false);
    expect(hover(asking(known), 'await rates')?.lines.some((line) => line.text.includes('proven'))).toBe(true);
  });

  test('what is wrong in it is said, and the rest of it is used', () => {
    const { leftOut } = outline(asking([{ names: ['@acme/billing'], members: { quote: 'reeds x' } }, { names: ['@acme/other'], members: {} }]));
    expect(leftOut.map(({ message }) => message)).toEqual([expect.stringContaining('overlap.catalogue[0].members["quote"]: `reeds` is not a clause')]);
  });
});

describe('in the second tier', () => {
  const files = {
    '.git/HEAD': 'ref: refs/heads/main\n',
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "ESNext", "moduleResolution": "bundler", "lib": ["ES2022", "DOM"], "types": [] } }',
    'users.ts': "export interface Users { find(id: string): Promise<string>; orders(id: string): Promise<string> }\nexport class Remote implements Users {\n  async find(id: string) { return String(await fetch('https://x.org/users/' + id)); }\n  async orders(id: string) { return String(await fetch('https://x.org/orders/' + id)); }\n}\n",
  };
  const edited = "import type { Users } from './users.ts';\nexport async function main(users: Users) {\n  const user = await users.find('1');\n  const orders = await users.orders('1');\n  return user + orders;\n}\n";

  test('the compiler is asked about the text in the editor, and stops when told', () => {
    using folder = new Folder(files);
    const asking = (filesVersion: number): Source => ({ ...sourceOf('a.ts', edited), disk: { root: folder.path, filesVersion } });
    expect(outline(asking(1)).refinable).toBe(true);
    let cancelled = false;
    askTypes(() => cancelled);
    expect(outline(asking(1)).refinable).toBe(false);
    cancelled = true;
    expect(() => outline(asking(2))).toThrow(Cancellation);
    cancelled = false;
    expect(outline(asking(3)).refinable).toBe(false);
  });
});
