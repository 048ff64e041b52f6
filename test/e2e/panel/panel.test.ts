/** The panel's page in a real browser: what it shows, what it tells its host, and that everyone can use it. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { protocolVersion, type FromWebview, type Snapshot, type ToWebview } from '../../../src/protocol.ts';
import { readViewFile } from '../../../src/report/view-file.ts';
import { launchBrowser } from '../../hosts/browser.mjs';
import { accessibilityProblems } from './axe.ts';
import { openPanel, type Panel, type PanelOptions } from './harness.ts';
import { dashboard, message, scenario, snapshotOf } from './samples.ts';
import { themeNames } from './themes.ts';

let browser: Browser;
const open: Panel[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

afterEach(async () => {
  for (const panel of open.splice(0)) {
    expect(panel.problems).toEqual([]);
    await panel.close();
  }
});

async function panelWith(first: ToWebview | null, options: PanelOptions = {}): Promise<Panel> {
  const panel = await openPanel(browser, options);
  open.push(panel);
  if (first) await panel.send(first);
  return panel;
}

const version = protocolVersion;
const functionId = 'src/dashboard.ts#loadDashboard';
const snapshot = snapshotOf(dashboard);
const states: Record<string, ToWebview | null> = {
  loading: null,
  empty: { type: 'empty', version, message: 'No async function at the cursor.' },
  busy: { type: 'busy', version, message: 'Analysing `dashboard.ts`…' },
  error: { type: 'error', version, message: 'dashboard.ts, line 12: `)` expected.' },
  function: message(snapshot),
  scenario: message(scenario()),
  nothing: message({ ...snapshot, runs: [], figures: [], speedup: null, notes: [] }),
};

describe('looks', () => {
  for (const theme of themeNames) {
    test(`axe finds nothing in any state: ${theme}`, async () => {
      const panel = await panelWith(null, { theme });
      for (const [name, state] of Object.entries(states)) {
        if (state) await panel.send(state);
        expect(await accessibilityProblems(panel.page), name).toEqual([]);
        if (!(await panel.page.locator('.chart').count())) continue;
        // Charts are drawn when the hand rests: a moment after the page.
        await panel.page.locator('.chart canvas[role=img]').first().waitFor();
        expect(await accessibilityProblems(panel.page), `${name}, with its charts`).toEqual([]);
      }
    });
  }

  test('no picture is ever without a name, also before its charts are drawn', async () => {
    const panel = await panelWith(null);
    // Looked at in the very frame in which the page is drawn: charts come later.
    await panel.page.evaluate(`globalThis.nameless = null; addEventListener('message', () => requestAnimationFrame(() => { nameless ??= { of: document.querySelectorAll('.chart canvas').length, without: document.querySelectorAll('[role=img]:not([aria-label])').length }; }), { once: true })`);
    await panel.send(message(snapshot));
    expect(await panel.page.evaluate('nameless')).toEqual({ of: expect.any(Number) as number, without: 0 });
    expect(await panel.page.evaluate('nameless.of')).toBeGreaterThan(0);
  });

  test('axe finds nothing with everything open and chosen', async () => {
    const panel = await panelWith(message(snapshot));
    await panel.page.locator('summary').evaluateAll('(all) => all.forEach((one) => one.parentElement.open = true)');
    await panel.page.locator('.timeline').focus();
    for (const key of ['?', '.', '.', '>', '>']) await panel.page.keyboard.press(key);
    await panel.page.locator('#search').fill('get');
    await panel.page.locator('.range').waitFor();
    expect(await accessibilityProblems(panel.page)).toEqual([]);
  });

  for (const width of [300, 600, 1200]) {
    test(`nothing is cut off at ${width} px`, async () => {
      const panel = await panelWith(message(snapshot), { width });
      expect(await panel.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });
  }

  test('names of any kind are text and stay in their place', async () => {
    const names = ['<img src=x onerror=alert(1)>', 'a'.repeat(10_000), 'שלום עולם', '\u202Eevil', 'two\nlines', ''];
    const calls = names.map((name, index) => ({ name, us: 100_000 * (index + 1) }));
    const made = snapshotOf(calls);
    const runs = made.runs.map((run) => ({ ...run, title: `${run.title} ${'b'.repeat(10_000)}` }));
    const input = { type: 'number', value: 1000, min: 0, max: 10_000, step: 1, unit: 'us' } as const;
    const controls = names.map((label, index) => ({ id: `c${index}`, label, origin: 'default' as const, explanation: label, input }));
    const panel = await panelWith(message({ ...made, runs, controls, title: '<b>bold</b>', file: 'x'.repeat(5000) }), { width: 300 });
    await panel.page.locator('.controls summary').click();
    expect(await panel.page.locator('h1').textContent()).toBe('<b>bold</b>');
    expect(await panel.page.locator('img').count()).toBe(0);
    expect(await panel.page.evaluate('document.documentElement.scrollWidth')).toBe(300);
  });

  test('colours follow the theme', async () => {
    const panel = await panelWith(message(snapshot), { theme: 'dark' });
    const corner = (): Promise<unknown> => panel.page.evaluate(`(() => { const c = document.querySelector('.timeline canvas'); return [...c.getContext('2d').getImageData(60, 52, 1, 1).data]; })()`);
    const dark = await corner();
    await panel.setTheme('light');
    expect(await corner()).not.toEqual(dark);
  });

  test('a theme without chart colours still tells calls apart', async () => {
    const panel = await panelWith(null);
    await panel.page.evaluate(`for (const name of ['blue', 'orange', 'green', 'purple', 'yellow', 'red']) document.documentElement.style.removeProperty('--vscode-charts-' + name)`);
    await panel.send(message(snapshot));
    const colours = await panel.page.evaluate(`(() => { const c = document.querySelector('.timeline canvas').getContext('2d'); return [60, 200].map((x) => [...c.getImageData(x, 52, 1, 1).data].join()); })()`);
    expect(new Set(colours as string[]).size).toBe(2);
  });
});

describe('the road to the code and back', () => {
  test('a click on a slice asks for its await', async () => {
    const panel = await panelWith(message(snapshot));
    const box = await panel.page.locator('.timeline').boundingBox();
    await panel.page.mouse.click((box?.x ?? 0) + 60, (box?.y ?? 0) + 24 + 26 + 13);
    expect(await panel.sent()).toContainEqual({ type: 'reveal', version, target: { functionId, awaitId: 'a1' } });
    expect(await panel.page.locator('.details strong').textContent()).toBe('getUser');
  });

  test('the same by keyboard alone, from the top of the page', async () => {
    const panel = await panelWith(message(snapshot));
    for (let presses = 0; presses < 30; presses++) {
      await panel.page.keyboard.press('Tab');
      if (await panel.page.locator('.timeline:focus').count()) break;
    }
    for (const key of ['.', '.', 'Enter']) await panel.page.keyboard.press(key);
    expect(await panel.sent()).toContainEqual({ type: 'reveal', version, target: { functionId, awaitId: 'a1' } });
    expect(await panel.page.locator('main [role=status]').allTextContents()).toContainEqual(expect.stringContaining('getUser, 320 ms'));
  });

  test('every control is reached by Tab and says what it is', async () => {
    const panel = await panelWith(message(snapshot));
    const reached: string[] = [];
    for (let presses = 0; presses < 40; presses++) {
      await panel.page.keyboard.press('Tab');
      reached.push(await panel.page.evaluate(`(() => { const e = document.activeElement; return e === document.body ? '' : e.getAttribute('aria-label') ?? e.textContent.trim().replace(/\\s+/g, ' '); })()`));
      if (reached.at(-1) === '') break;
    }
    for (const name of ['As written 2.00 s', 'Calls', 'Cores', 'Tasks', 'Zoom in', 'Find a call or task', 'Keys of the timeline', 'Timeline of loadDashboard', 'Speed-up as a table', 'Timeline as a table']) expect(reached).toContain(name);
  });

  test('the await at the cursor is outlined, and no longer when the cursor leaves', async () => {
    const panel = await panelWith(message(snapshot));
    const ink = (): Promise<unknown> => panel.page.evaluate(`(() => { const c = document.querySelectorAll('.timeline canvas')[2]; return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((value) => value > 0); })()`);
    expect(await ink()).toBe(false);
    await panel.send({ type: 'highlight', version, highlight: { functionId, awaitId: 'a2' } });
    expect(await ink()).toBe(true);
    await panel.send({ type: 'highlight', version, highlight: null });
    expect(await ink()).toBe(false);
  });

  test('the slice under the pointer is outlined, and what is said of it follows', async () => {
    const panel = await panelWith(message(snapshot));
    const box = await panel.page.locator('.timeline').boundingBox();
    if (!box) expect.fail('The timeline is in the page.');
    await panel.page.mouse.move(box.x + 60, box.y + 24 + 26 + 13);
    await expect.poll(() => panel.page.locator('.details strong').textContent()).toBe('getUser');
    const edges = (): Promise<{ left: number; right: number; visible: boolean }> => panel.page.evaluate(`(() => {
      const window = document.querySelector('.timeline-hover span');
      return { left: window.firstChild.getBoundingClientRect().left, right: window.getBoundingClientRect().right, visible: getComputedStyle(window).visibility === 'visible' };
    })()`);
    const { left, right, visible } = await edges();
    expect(visible).toBe(true);
    // 320 of 2,000 ms, after 12 ms of running.
    expect(left - box.x).toBeGreaterThan(0);
    expect(left - box.x).toBeLessThan(6);
    expect(right - box.x).toBeGreaterThan(85);
    expect(right - box.x).toBeLessThan(95);
    await panel.page.mouse.move(box.x + 60, box.y - 30);
    await expect.poll(async () => (await edges()).visible).toBe(false);
    await expect.poll(() => panel.page.locator('.details').textContent()).toContain('Point at a slice');
  });

  test('at rest a bitmap of the same picture stands in for the timeline’s canvas, until it is painted again', async () => {
    const panel = await panelWith(message(snapshot));
    const timeline = panel.page.locator('.timeline');
    const seen = (): Promise<number[]> => panel.page.evaluate(`[...document.querySelectorAll('.timeline canvas')].flatMap((canvas, at) => (canvas.checkVisibility({ visibilityProperty: true }) ? [at] : []))`);
    expect(await seen()).toEqual([0]);
    const painted = await timeline.screenshot();
    await expect.poll(seen).toEqual([1]);
    expect((await timeline.screenshot()).equals(painted)).toBe(true);
    expect(await timeline.getByRole('img').getAttribute('aria-label')).toBe('Timeline of loadDashboard');
    await timeline.focus();
    await panel.page.keyboard.press('w');
    await expect.poll(async () => (await seen())[0]).toBe(0);
  });

  test('zoom is kept over a reload', async () => {
    const panel = await panelWith({ type: 'snapshot', version, snapshot });
    await panel.page.locator('.timeline').focus();
    await panel.page.keyboard.press('w');
    const told = async (): Promise<FromWebview | undefined> => (await panel.sent()).find((sent) => sent.type === 'viewChanged');
    await expect.poll(told).toBeDefined();
    const state = await panel.page.evaluate('window.overlapHost.state');
    const message = await told();
    expect(state).toEqual({ version, uri: snapshot.state.uri, functionId, view: message?.type === 'viewChanged' ? message.view : null, lanes: ['calls'] });
    expect(state).not.toHaveProperty('view', null);
    const again = await panelWith(null, { state: state as Snapshot['state'] });
    expect((await again.sent())[0]).toEqual({ type: 'ready', version, state });
  });
});

describe('what leaves the panel', () => {
  const choose = async (panel: Panel, label: string): Promise<FromWebview | undefined> => {
    await panel.page.getByLabel('Export').click();
    await panel.page.getByRole('button', { name: label }).click();
    await expect.poll(async () => (await panel.sent()).length).toBe(2);
    return (await panel.sent()).at(-1);
  };

  test('an SVG that a browser reads', async () => {
    const panel = await panelWith(message(snapshot));
    const saved = await choose(panel, 'Save picture (SVG)');
    expect(saved).toMatchObject({ type: 'save', version, name: 'loadDashboard.svg' });
    const svg = saved?.type === 'save' ? saved.content : '';
    expect(await panel.page.evaluate(`new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml').documentElement.nodeName`)).toBe('svg');
  });

  test('a PNG', async () => {
    const panel = await panelWith(message(snapshot));
    await panel.page.getByLabel('Export').click();
    await panel.page.getByRole('button', { name: 'Save picture (PNG)' }).click();
    await expect.poll(() => panel.page.evaluate('window.overlapHost.sent.length')).toBe(2);
    expect(await panel.page.evaluate('[...window.overlapHost.sent[1].content.slice(1, 4)].map((byte) => String.fromCharCode(byte)).join("")')).toBe('PNG');
  });

  test('pictures show the whole run, not only the part in view', async () => {
    const panel = await panelWith(message(snapshot));
    await panel.page.locator('.timeline').focus();
    for (const key of ['w', 'w', 'w', 'w', 'Home']) await panel.page.keyboard.press(key);
    const saved = await choose(panel, 'Save picture (SVG)').catch(() => undefined);
    const svg = (saved?.type === 'save' ? saved : (await panel.sent()).findLast((sent) => sent.type === 'save'))?.content;
    // The last call of the run as written lies beyond what is in view.
    expect(String(svg)).toContain('<title>db.query, 95 ms, waiting</title>');
  });

  test('a view is saved with what is shown of it', async () => {
    const panel = await panelWith(message(snapshot));
    await panel.page.getByRole('button', { name: 'Cores', exact: true }).click();
    const saved = await choose(panel, 'Save this view');
    expect(saved).toMatchObject({ type: 'save', name: 'loadDashboard.overlap-view.json' });
    const again = readViewFile(saved?.type === 'save' ? String(saved.content) : '');
    expect(again.state.lanes).toEqual(['calls', 'cores']);
    const second = await panelWith(message(again));
    expect(await second.page.locator('.warning').textContent()).toContain('Opened from a file');
    expect(await second.page.getByRole('button', { name: 'Cores', exact: true }).getAttribute('aria-pressed')).toBe('true');
    expect(await second.page.getByText('What if?').count()).toBe(0);
  });

  test('a trace, the slices, and the figures', async () => {
    const trace = await choose(await panelWith(message(snapshot)), 'Save trace');
    expect(trace?.type === 'save' && typeof trace.content === 'string' ? Object.keys(JSON.parse(trace.content) as object) : []).toEqual(['displayTimeUnit', 'traceEvents']);
    expect(await choose(await panelWith(message(snapshot)), 'Save slices')).toMatchObject({ type: 'save', name: 'loadDashboard.csv' });
    expect(await choose(await panelWith(message(snapshot)), 'Copy figures')).toMatchObject({ type: 'copy' });
  });
});

describe('values', () => {
  const controls: Snapshot['controls'] = [
    { id: 'duration:a1', label: 'getUser', origin: 'default', explanation: 'How long this waits.', input: { type: 'number', value: 320_000, min: 0, max: 60_000_000, step: 1000, unit: 'us' }, await: { functionId, awaitId: 'a1' } },
    { id: 'model', label: 'Model', origin: 'scenario', explanation: 'What it runs on.', input: { type: 'choice', value: 'threads', options: [{ value: 'threads', label: 'Threads' }, { value: 'gil', label: 'One lock' }] } },
  ];

  test('are moved by key and by number, chosen, put back, and written into the code', async () => {
    const panel = await panelWith(message({ ...snapshot, controls }));
    await panel.page.locator('.controls > summary').click();
    await panel.page.getByLabel('getUser', { exact: true }).focus();
    await panel.page.keyboard.press('ArrowRight');
    const last = async (): Promise<FromWebview | undefined> => (await panel.sent()).findLast((sent) => sent.type === 'overridesChanged');
    // The next movement is asked for when the picture of the one before has come.
    const answer = async (): Promise<void> => {
      const sent = await last();
      await panel.send(message({ ...snapshot, controls, state: { ...snapshot.state, ...(sent?.type === 'overridesChanged' && { overrides: sent.overrides }) } }));
    };
    await expect.poll(last).toEqual({ type: 'overridesChanged', version, overrides: { 'duration:a1': expect.any(Number) as number } });
    await answer();
    await panel.page.getByLabel('getUser, milliseconds').fill('1500');
    await panel.page.keyboard.press('Enter');
    await expect.poll(last).toEqual({ type: 'overridesChanged', version, overrides: { 'duration:a1': 1_500_000 } });
    await answer();
    await panel.page.getByLabel('Model').selectOption('gil');
    await expect.poll(last).toEqual({ type: 'overridesChanged', version, overrides: { 'duration:a1': 1_500_000, model: 'gil' } });
    await answer();
    await expect.poll(() => panel.page.evaluate('window.overlapHost.state.overrides')).toEqual({ 'duration:a1': 1_500_000, model: 'gil' });
    expect(await accessibilityProblems(panel.page)).toEqual([]);
    await panel.page.getByRole('button', { name: 'Write into the code: getUser' }).click();
    await expect.poll(last).toEqual({ type: 'overridesChanged', version, overrides: { model: 'gil' } });
    await answer();
    expect(await panel.sent()).toContainEqual({ type: 'annotate', version, target: { functionId, awaitId: 'a1' }, durationUs: 1_500_000 });
    await panel.page.getByRole('button', { name: 'Put all back' }).click();
    await expect.poll(last).toEqual({ type: 'overridesChanged', version, overrides: {} });
  });

  test('while a picture is made only the last movement is kept, and asked for when it is there', async () => {
    const panel = await panelWith(message({ ...snapshot, controls }));
    await panel.page.locator('.controls > summary').click();
    await panel.page.evaluate(`(() => {
      const slider = document.getElementById('control-duration:a1');
      for (const value of ['400', '500', '600']) { slider.value = value; slider.dispatchEvent(new InputEvent('input', { bubbles: true })); }
      postMessage(overlapHost.revive(${JSON.stringify(message({ ...snapshot, controls }), (_, value: unknown) => (ArrayBuffer.isView(value) ? { $: value.constructor.name, v: Array.from(value as unknown as ArrayLike<number>) } : value))}));
    })()`);
    const asked = async (): Promise<number[]> => (await panel.sent()).flatMap((sent) => (sent.type === 'overridesChanged' ? [Number(sent.overrides['duration:a1'])] : []));
    await expect.poll(async () => (await asked()).length).toBe(2);
    const [first = 0, last = 0] = await asked();
    expect(last).toBeGreaterThan(first);
    // Values are rounded to two digits, which may move a slider by a hair.
    expect(Math.abs(Number(await panel.page.getByLabel('getUser', { exact: true }).inputValue()) - 600)).toBeLessThan(5);
  });

  test('a chart that follows its picture replaces the last one, which stays until then', async () => {
    const panel = await panelWith(message(snapshot));
    const heading = panel.page.locator('#speedup-title');
    await panel.send(message({ ...snapshot, speedup: null, speedupFollows: true }));
    expect(await heading.count()).toBe(1);
    await panel.send({ type: 'speedup', version, speedup: null });
    await expect.poll(() => heading.count()).toBe(0);
  });

  test.each([[470, 'a column of cards'], [200, 'a line']])('in a panel of %d pixels each figure has %s, and its value is on one line', async (width) => {
    const panel = await openPanel(browser, { width: width + 40 });
    await panel.send(message({ ...snapshot, figures: snapshot.figures.map((figure, index) => ({ ...figure, value: index === 1 ? 'under 0.1 %' : '≈ 600 ms' })) }));
    const boxes = async (selector: string) => Promise.all((await panel.page.locator(selector).all()).map(async (one) => await one.boundingBox() ?? { x: 0, y: 0, width: 0, height: 0 }));
    expect(Math.max(...(await boxes('.figure .value')).map(({ height }) => height))).toBeLessThan(30);
    expect(await panel.page.evaluate('[...document.querySelectorAll(".figure .value")].filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0).length')).toBe(0);
    const cards = await boxes('.figure');
    expect(new Set(cards.map(({ width: wide }) => Math.round(wide))).size).toBe(1);
    expect(new Set(cards.map(({ x }) => Math.round(x))).size).toBe(width < 300 ? 1 : 3);
    await panel.close();
  });

  test('what came of it is shown against what was', async () => {
    const panel = await panelWith(message({ ...snapshot, controls }));
    const top = async (): Promise<number | undefined> => (await panel.page.locator('.timeline').boundingBox())?.y;
    await panel.page.locator('.controls > summary').click();
    const before = await top();
    const slower = snapshotOf(dashboard.map((call) => ({ ...call, us: call.us * 2 })));
    await panel.send(message({ ...slower, controls, state: { ...slower.state, overrides: { 'duration:a1': 640_000 } } }));
    expect(await panel.page.locator('[data-figure=as-written]').textContent()).toContain('was 2.00 s');
    // Nothing moves away from the hand that moves a value.
    expect(await top()).toBe(before);
    await panel.send(message({ ...snapshot, controls }));
    expect(await panel.page.locator('.figures').innerText()).not.toContain('was');
  });

  test('all figures stand run by run, and time can be played, stepped and left', async () => {
    const panel = await panelWith(message(snapshot));
    await panel.page.getByText('All figures, run by run').click();
    expect(await panel.page.getByRole('row', { name: 'Elapsed serial' }).textContent()).toContain('as much');
    await panel.page.getByLabel('Next event').click();
    await panel.page.getByLabel('Next event').click();
    await expect.poll(() => panel.page.locator('.instant').last().textContent()).toContain('getRecommendations');
    await panel.page.getByLabel('Previous event').click();
    await expect.poll(() => panel.page.locator('.moment').textContent()).toBe('12.00 ms');
    // Motion is reduced here: it goes from event to event, and stops at the last.
    await panel.page.getByLabel('Speed', { exact: true }).selectOption('4');
    await panel.page.getByLabel('Play', { exact: true }).click();
    await expect.poll(() => panel.page.locator('.moment').textContent(), { timeout: 30_000 }).toBe('1.997 s');
    await panel.page.getByLabel('Leave the player').click();
    await expect.poll(() => panel.page.locator('.instant').count()).toBe(0);
  });

  test('charts show another thing where one is chosen, each with its table, and a sweep is asked for', async () => {
    const panel = await panelWith(message({ ...snapshot, controls }));
    await panel.page.getByText('Over time as a table').click();
    await panel.page.locator('.over-time select').selectOption('utilisation');
    await expect.poll(() => panel.page.locator('.over-time caption').textContent()).toBe('Cores in use');
    await panel.page.locator('.over-time select').selectOption('system');
    expect(await panel.page.locator('.over-time .sentences li').first().textContent()).toBe('As written: 1 task ended, 0.501 a second × 2.0 s each = 1.00 in the system on average.');
    await panel.page.getByText('How long waits take as a table').click();
    expect(await panel.page.locator('.latency tbody tr').last().textContent()).toContain('760 ms');
    await panel.page.locator('.sweep select').last().selectOption('duration:a1');
    await expect.poll(async () => (await panel.sent()).at(-1)).toEqual({ type: 'sweepWanted', version, control: 'duration:a1' });
    const [metrics] = snapshot.runs.map((run) => run.metrics);
    if (!metrics) throw new Error('There are runs.');
    await panel.send({ type: 'sweep', version, sweep: { control: { id: 'duration:a1', label: 'getUser', explanation: '', unit: 'us', value: 1000 }, runs: ['As written'], points: [1000, 2000, 3000].map((value) => ({ value, metrics: [{ ...metrics, wallUs: value * 2 }] })) } });
    await panel.page.getByText('Sweep as a table').click();
    expect(await panel.page.locator('.sweep tbody').innerText()).toContain('6.0 ms');
    await panel.page.locator('.sweep select').first().selectOption('speedup');
    await expect.poll(() => panel.page.locator('.sweep caption').textContent()).toBe('Speed-up');
    expect(await accessibilityProblems(panel.page)).toEqual([]);
    // One of another value comes too late.
    await panel.page.locator('.sweep select').last().selectOption('duration:a1');
    await panel.send({ type: 'sweep', version, sweep: { control: { id: 'other', label: 'other', explanation: '', unit: 'us', value: 1 }, runs: [], points: [] } });
    expect(await panel.page.locator('.sweep h2').count()).toBe(1);
  });

  test('a pinned run stays below the new one', async () => {
    const panel = await panelWith(message(snapshot));
    await panel.page.getByLabel('Pin these runs').click();
    await panel.send(message(snapshotOf(dashboard.slice(0, 2))));
    await panel.page.getByText('Timeline as a table').click();
    await expect.poll(() => panel.page.locator('caption').allTextContents()).toEqual(['Speed-up by operations in flight at once', 'As written', 'Overlapped', 'Pinned: As written', 'Pinned: Overlapped']);
  });
});

describe('messages', () => {
  test('busy and errors leave the last picture in its place', async () => {
    const panel = await panelWith(message(snapshot));
    await panel.send({ type: 'busy', version, message: 'Analysing…' });
    expect(await panel.page.locator('.banner').textContent()).toContain('Analysing…');
    expect(await panel.page.locator('.timeline').isVisible()).toBe(true);
    await panel.send({ type: 'error', version, message: 'It failed.' });
    expect(await panel.page.getByRole('alert').textContent()).toContain('It failed.');
    expect(await panel.page.locator('.timeline').isVisible()).toBe(true);
    await panel.send(message(snapshot));
    expect(await panel.page.locator('.banner').count()).toBe(0);
  });

  test('another subject begins at the top, a newer picture of the same stays where it is', async () => {
    const panel = await panelWith(message(snapshot));
    await panel.page.evaluate('scrollTo(0, 500)');
    await panel.send(message(snapshot));
    expect(await panel.page.evaluate('scrollY')).toBe(500);
    await panel.send(message({ ...snapshot, state: { ...snapshot.state, functionId: 'other' } }));
    expect(await panel.page.evaluate('scrollY')).toBe(0);
  });

  test('another version is a plain error, what is no message is nothing', async () => {
    const panel = await panelWith(message(snapshot));
    for (const odd of [{ type: 'unheard-of', version }, { hello: 1 }, { type: 7 }]) await panel.send(odd);
    expect(await panel.page.locator('.banner').count()).toBe(0);
    await panel.send({ type: 'snapshot', version: 99 });
    expect(await panel.page.getByRole('alert').textContent()).toContain('Close the panel and open it again.');
  });

  test('a highlight before any snapshot, and a snapshot after an empty state', async () => {
    const panel = await panelWith({ type: 'highlight', version, highlight: { functionId, awaitId: 'a1' } });
    await panel.send({ type: 'empty', version, message: 'Nothing here.' });
    await panel.send(message(snapshot));
    expect(await panel.page.locator('h1').textContent()).toBe('loadDashboard');
  });
});
