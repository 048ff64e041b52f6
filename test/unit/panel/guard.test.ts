import { describe, expect, test } from 'vitest';
import { guardFromWebview, guardPanelState } from '../../../src/panel/guard.ts';
import type { FromWebview, PanelState } from '../../../src/protocol.ts';

const state: PanelState = { version: 1, uri: 'file:///a.ts', functionId: 'load', view: { fromUs: 0, toUs: 5 }, range: { fromUs: 1, toUs: 2 }, lanes: ['calls', 'tasks'], overrides: { cores: 2, model: 'threads' } };
const target = { functionId: 'load', awaitId: 'a1' };

describe('messages from the page', () => {
  test.each<FromWebview>([
    { type: 'ready', version: 1, state: null },
    { type: 'ready', version: 1, state },
    { type: 'reveal', version: 1, target },
    { type: 'viewChanged', version: 1, view: null },
    { type: 'overridesChanged', version: 1, overrides: { 'duration:a1': 2000 } },
    { type: 'annotate', version: 1, target, durationUs: 1500 },
    { type: 'save', version: 1, name: 'a.svg', content: new Uint8Array([1]) },
    { type: 'copy', version: 1, text: '' },
    { type: 'compareModels', version: 1, on: true },
  ])('$type passes whole', (message) => {
    expect(guardFromWebview(structuredClone(message))).toEqual({ type: 'message', message });
  });

  test('another version is told apart from nonsense', () => {
    expect(guardFromWebview({ type: 'ready', version: 2, state: null })).toEqual({ type: 'other-version' });
    expect(guardFromWebview({ type: 'ready' })).toEqual({ type: 'other-version' });
  });

  test.each([
    undefined, null, 7, 'ready', [], {},
    { type: 'explode', version: 1 },
    { type: 'reveal', version: 1, target: { functionId: 'load' } },
    { type: 'reveal', version: 1 },
    { type: 'viewChanged', version: 1, view: { fromUs: 5, toUs: 1 } },
    { type: 'viewChanged', version: 1, view: { fromUs: 0, toUs: Number.POSITIVE_INFINITY } },
    { type: 'viewChanged', version: 1 },
    { type: 'overridesChanged', version: 1, overrides: { cores: null } },
    { type: 'overridesChanged', version: 1, overrides: [1] },
    { type: 'annotate', version: 1, target, durationUs: -1 },
    { type: 'save', version: 1, name: 'a', content: { length: 3 } },
    { type: 'copy', version: 1, text: 3 },
  ])('%j is refused', (value) => {
    expect(guardFromWebview(value).type).toBe('unknown');
  });

  test('a detail for the log is short, whatever was sent', () => {
    const guarded = guardFromWebview({ type: 'x'.repeat(10_000), version: 1 });
    expect(guarded).toEqual({ type: 'unknown', detail: 'x'.repeat(100) });
  });
});

describe('state kept across a reload', () => {
  test('passes whole, with or without what is optional', () => {
    expect(guardPanelState(structuredClone(state))).toEqual(state);
    expect(guardPanelState({ ...state, change: 'promise-all a1 a2' })).toEqual({ ...state, change: 'promise-all a1 a2' });
    expect(guardPanelState({ version: 1, uri: 'file:///a.ts', functionId: 'load' })).toEqual({ version: 1, uri: 'file:///a.ts', functionId: 'load', view: null });
  });

  test.each([undefined, null, 'state', { ...state, version: 2 }, { ...state, uri: 3 }, { ...state, functionId: undefined }, { ...state, view: { fromUs: 'a' } }, { ...state, range: 4 }, { ...state, lanes: ['rows'] }, { ...state, overrides: 4 }, { ...state, change: 5 }])('%j is refused', (value) => {
    expect(guardPanelState(value)).toBeNull();
  });

  test('a ready page whose state is damaged is still ready', () => {
    expect(guardFromWebview({ type: 'ready', version: 1, state: { uri: 3 } })).toEqual({ type: 'message', message: { type: 'ready', version: 1, state: null } });
  });
});
