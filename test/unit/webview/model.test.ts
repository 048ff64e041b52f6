import { describe, expect, test } from 'vitest';
import { protocolVersion, type ToWebview } from '../../../src/protocol.ts';
import { actionsOf } from '../../../webview-ui/commands.ts';
import { commandOf, commands, keysOf, type Command } from '../../../webview-ui/geometry/keys.ts';
import { layoutOf, markAt, type MarkRef } from '../../../webview-ui/geometry/layout.ts';
import { nameOf } from '../../../webview-ui/geometry/marks.ts';
import { initialModel, stateOf, update, visibleStretch, type PanelModel } from '../../../webview-ui/model.ts';
import { dashboard, message, scenario, snapshotOf } from '../../e2e/panel/samples.ts';

const snapshot = snapshotOf(dashboard);
const receive = (model: PanelModel, received: ToWebview): PanelModel => update(model, { type: 'message', message: received });
const shown = receive(initialModel, message(snapshot));

function run(model: PanelModel, ...wanted: Command[]): PanelModel {
  return wanted.reduce((now, command) => {
    const layout = layoutOf(now.shown?.bands ?? [], now.modes, 600);
    return actionsOf(command, now, layout).reduce(update, now);
  }, model);
}

function selectedName(model: PanelModel): string {
  const band = model.selected && model.shown?.bands[model.selected.band];
  return band ? `${band.run.kind}: ${nameOf(band.schedule, model.selected.mark) || 'code'}` : 'nothing';
}

describe('state', () => {
  test('a snapshot is shown whole, and remembered with its view', () => {
    expect(shown.screen).toEqual({ type: 'shown' });
    expect(visibleStretch(shown)).toBeNull();
    expect(stateOf(shown)).toEqual({ ...snapshot.state, lanes: ['calls'] });
    const zoomed = run(shown, 'zoomIn');
    expect(stateOf(zoomed)?.view).toEqual(zoomed.view);
  });

  test('so are lanes, the chosen stretch, and after which change it is', () => {
    const change = 'promise-all a1 a2';
    const worked = run(update(receive(initialModel, message({ ...snapshot, state: { ...snapshot.state, change } })), { type: 'modes', modes: ['tasks'] }), 'next', 'rangeLonger');
    const state = stateOf(worked);
    expect(state).toMatchObject({ change, lanes: ['tasks'], range: worked.range });
    const again = receive(initialModel, message({ ...snapshot, state: state ?? snapshot.state }));
    expect([again.modes, again.range]).toEqual([worked.modes, worked.range]);
  });

  test('a view from before a reload is taken up', () => {
    const view = { fromUs: 100_000, toUs: 200_000 };
    expect(receive(initialModel, message({ ...snapshot, state: { ...snapshot.state, view } })).view).toEqual(view);
  });

  test('what a change could make differ is drawn task by task, and is another subject than the function', () => {
    const shown = receive(initialModel, message(snapshot));
    const order = receive(shown, message({ ...snapshot, state: { ...snapshot.state, change: 'promise-all a1 a2' }, runs: snapshot.runs.map((one) => ({ ...one, kind: 'order' as const })) }));
    expect(order.modes).toEqual(['tasks']);
    expect(order.shown?.bands.every(({ isOrder }) => isOrder)).toBe(true);
    expect(receive(order, message(snapshot)).modes).toEqual(['calls']);
  });

  test('a newer snapshot of the same function keeps view, lanes, range and selection; one of another starts anew', () => {
    const worked = run(update(shown, { type: 'modes', modes: ['tasks'] }), 'next', 'next', 'zoomIn', 'rangeLonger');
    const longer = receive(worked, message(snapshotOf([...dashboard, { name: 'log', us: 50_000 }])));
    expect(longer.view).toEqual(worked.view);
    expect(longer.modes).toEqual(['tasks']);
    expect(longer.range).toEqual(worked.range);
    const other = receive(worked, message(scenario()));
    expect(other.modes).toEqual(['cores', 'tasks']);
    expect(other.range).toBeNull();
    expect(other.selected).toBeNull();
    expect(visibleStretch(other)).toBeNull();
  });

  test('a whole view stays whole when the run gets longer', () => {
    const longer = receive(shown, message(snapshotOf([...dashboard, { name: 'log', us: 5_000_000 }])));
    expect(visibleStretch(longer)).toBeNull();
  });

  test('busy and error keep the picture, empty clears it', () => {
    const busy = receive(shown, { type: 'busy', version: protocolVersion, message: 'Analysing…' });
    expect(busy.shown).toBe(shown.shown);
    expect(receive(busy, { type: 'error', version: protocolVersion, message: 'No.' }).shown).toBe(shown.shown);
    expect(receive(shown, { type: 'empty', version: protocolVersion, message: 'Nothing.' }).shown).toBeNull();
  });

  test('some lanes are always shown', () => {
    expect(update(shown, { type: 'modes', modes: [] }).modes).toEqual(['calls']);
  });
});

describe('keys', () => {
  test('each key has one command, and each command a key', () => {
    const keys = keysOf.flatMap((entry) => entry.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(keysOf.map((entry) => entry.command))).toEqual(new Set(Object.keys(commands)));
  });

  test('keys with Ctrl, Alt or Meta are the editor’s', () => {
    const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    expect(commandOf({ ...plain, key: 'w' })).toBe('zoomIn');
    expect(commandOf({ ...plain, key: 'W', shiftKey: true })).toBe('zoomIn');
    expect(commandOf({ ...plain, key: 'w', ctrlKey: true })).toBeNull();
    expect(commandOf({ ...plain, key: 'Enter', shiftKey: true })).toBeNull();
    expect(commandOf({ ...plain, key: 'Tab' })).toBeNull();
  });

  test('from slice to slice, through both bands and back', () => {
    const order: string[] = [];
    let model = run(shown, 'next');
    for (let step = 0; step < 40; step++) {
      order.push(selectedName(model));
      const next = run(model, 'next');
      if (next.selected === model.selected) break;
      model = next;
    }
    expect(order.filter((name) => !name.endsWith('loadDashboard'))).toEqual([
      'as-written: getUser', 'as-written: getOrders', 'as-written: getRecommendations', 'as-written: getNews', 'as-written: db.query',
      'overlapped: getUser', 'overlapped: getOrders', 'overlapped: getRecommendations', 'overlapped: getNews', 'overlapped: db.query',
    ]);
    for (let step = 1; step < order.length; step++) model = run(model, 'previous');
    expect(selectedName(model)).toBe(order[0]);
  });

  test('up and down go between rows at the same time', () => {
    const start = run(shown, 'next', 'next');
    expect(selectedName(start)).toBe('as-written: getUser');
    const below = run(start, 'below', 'below', 'below');
    expect(selectedName(below)).toBe('overlapped: getNews');
    expect(selectedName(run(start, 'below', 'above'))).toBe('as-written: getUser');
  });

  test('what is chosen comes into sight', () => {
    const far = run(run(shown, 'next'), 'zoomIn', 'zoomIn', 'zoomIn', 'zoomIn', 'zoomIn', 'toStart');
    const last = run(far, ...Array.from({ length: 9 }, () => 'next' as const));
    expect(last.view.fromUs).toBeGreaterThan(far.view.toUs);
  });

  test('zoom to the selection, and everything again', () => {
    const zoomed = run(shown, 'next', 'next', 'zoomToSelection');
    expect(zoomed.view.fromUs).toBe(0);
    expect(zoomed.view.toUs).toBeCloseTo(332_000 + 25_600, 0);
    expect(visibleStretch(run(zoomed, 'fit'))).toBeNull();
  });

  test('a range grows from slice to slice; Escape takes it back, then the selection', () => {
    const ranged = run(shown, 'next', 'next', 'rangeLonger', 'rangeLonger');
    expect(ranged.range).toEqual({ fromUs: 12_000, toUs: 884_000 });
    const once = run(ranged, 'clear');
    expect(once.range).toBeNull();
    expect(once.selected).not.toBeNull();
    expect(run(once, 'clear').selected).toBeNull();
  });

  test('nothing happens before there is anything to see', () => {
    for (const command of Object.keys(commands) as Command[]) expect(run(initialModel, command)).toBe(initialModel);
  });
});

describe('pointing', () => {
  const bands = shown.shown?.bands ?? [];
  const layout = layoutOf(bands, ['calls'], 600);
  const at = (x: number, y: number): MarkRef | null => markAt(layout, bands, shown.view, 600, x, y);

  test('the mark under a point; a short one within a few pixels; nothing beside rows', () => {
    const ref = at(60, 26 + 13);
    expect(ref && nameOf(bands[0]?.schedule ?? bandError(), ref.mark)).toBe('getUser');
    expect(at(60, 10)).toBeNull();
    expect(at(-5, 39)).toBeNull();
    expect(at(599, 39)).toBeNull();
  });
});

function bandError(): never {
  throw new Error('There are two bands.');
}
