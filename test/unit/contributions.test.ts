import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFunctionRef, languages, learnViewId, scenarioLanguage, settingGuards, timelineViewType, type CommandId } from '../../src/contributions.ts';
import { defaultLimit, defaultThresholdUs } from '../../src/program/durations.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly walkthroughs: readonly { readonly steps: readonly { readonly id: string; readonly title: string; readonly description: string; readonly media: { readonly svg: string; readonly altText: string }; readonly completionEvents: readonly string[] }[] }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly order: number; readonly scope: string; readonly markdownDescription: string; readonly default: unknown; readonly minimum?: number }>>;
    };
  };
}
const root = path.resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

/** A record, so that a command added to the type and not here does not compile. */
const commandIds: Record<CommandId, true> = {
  'overlap.showTimeline': true,
  'overlap.simulateFunction': true,
  'overlap.openScenarioPreview': true,
  'overlap.compareModels': true,
  'overlap.newScenario': true,
  'overlap.startChallenge': true,
  'overlap.openAsScenario': true,
  'overlap.fixFile': true,
  'overlap.showDifference': true,
  'overlap.toggleCodeLens': true,
  'overlap.openSettings': true,
  'overlap.showLog': true,
  'overlap.runScenario': true,
  'overlap.resetProgress': true,
};

describe('the manifest and the code agree', () => {
  const { commands, configuration } = manifest.contributes;

  test('on the commands', () => {
    expect(commands.map(({ command }) => command).toSorted()).toEqual(Object.keys(commandIds).toSorted());
  });

  test('on the settings', () => {
    expect(Object.keys(configuration.properties).toSorted()).toEqual(Object.keys(settingGuards).toSorted());
  });

  test.each(Object.entries(settingGuards))('%s accepts its own default and refuses nonsense', (id, guard) => {
    expect(guard(configuration.properties[id]?.default)).toBe(true);
    for (const nonsense of ['yes', -1, Number.NaN, null, undefined, { 'db.*': 'slow' }]) expect(guard(nonsense)).toBe(false);
  });

  test.each(Object.entries(settingGuards))('%s: the guard has the bounds that the manifest shows', (id, guard) => {
    const minimum = configuration.properties[id]?.minimum;
    if (minimum !== undefined) expect([guard(minimum), guard(minimum - 1)]).toEqual([true, false]);
  });

  test('on the threshold that holds where none is set', () => {
    expect(configuration.properties['overlap.thresholdMs']?.default).toBe(defaultThresholdUs / 1000);
  });

  test('on how many iterations a fix runs at a time where none is set', () => {
    expect(configuration.properties['overlap.fix.limit']?.default).toBe(defaultLimit);
  });

  test('on the languages and the panel that wake the extension', () => {
    expect(manifest.activationEvents.toSorted()).toEqual([...[...languages, scenarioLanguage].map((language) => `onLanguage:${language}`), `onWebviewPanel:${timelineViewType}`].toSorted());
  });
});

describe('the manifest has manners', () => {
  const { commands, configuration } = manifest.contributes;

  test.each(commands)('$command has the category and a Title Case verb phrase', ({ category, title }) => {
    expect(category).toBe('Overlap');
    for (const word of title.split(' ')) expect(word).toMatch(/^(?:[A-Z]|as$)/);
  });

  test('settings are ordered, scoped and described', () => {
    const all = Object.values(configuration.properties);
    expect(all.map(({ order }) => order)).toEqual(all.map((_, index) => index + 1));
    for (const { scope, markdownDescription } of all) {
      expect(['resource', 'language-overridable']).toContain(scope);
      expect(markdownDescription.length).toBeGreaterThan(40);
    }
  });
});

test('a command takes a function reference and nothing that only looks like one', () => {
  expect(isFunctionRef({ uri: 'file:///a.ts', functionId: 'load' })).toBe(true);
  for (const other of [undefined, null, 'load', {}, { uri: 'file:///a.ts' }, { uri: 1, functionId: 'load' }, { fsPath: '/a.ts' }]) expect(isFunctionRef(other)).toBe(false);
});

describe('the walkthrough', () => {
  const { commands, views, walkthroughs } = manifest.contributes;
  const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const known = [...commands.map(({ command }) => command), `${learnViewId}.focus`, 'workbench.action.quickOpen'];

  test('is one of at most five steps, and the Learn view is declared', () => {
    expect(walkthroughs).toHaveLength(1);
    expect(steps.length).toBeLessThanOrEqual(5);
    expect(Object.values(views).flat().map(({ id }) => id)).toContain(learnViewId);
  });

  test.each(steps)('$id has buttons and completion events that exist', ({ description, completionEvents }) => {
    const buttons = [...description.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command);
    expect(buttons.length).toBeGreaterThan(0);
    for (const command of buttons) expect(known).toContain(command);
    expect(completionEvents.length).toBeGreaterThan(0);
    for (const event of completionEvents) if (event.startsWith('onCommand:')) expect(known).toContain(event.slice('onCommand:'.length));
  });

  test.each(steps)('$id has a picture in the colours of the theme alone', ({ media }) => {
    const picture = readFileSync(path.join(root, media.svg), 'utf8');
    expect(media.altText.length).toBeGreaterThan(20);
    expect([...picture.matchAll(/(?:fill|stroke)="([^"]*)"/g)].filter(([, colour = '']) => colour !== 'none' && !colour.startsWith('var(--vscode-'))).toEqual([]);
  });

  test('counts the scenarios right', () => {
    const files = readdirSync(path.join(root, 'src/scenarios/documents')).length;
    expect(files).toBe(45);
    expect(steps.find(({ id }) => id === 'predict')?.description).toContain('Forty-five');
  });
});
