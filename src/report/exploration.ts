/** Every order of steps of a scenario that asks for it, in words and as JSON: how many end in which way, who gets stuck where, and the way there. */
import type { Replay } from '../engine/interleavings/replay.ts';
import { search, type Search, type SearchOutcome } from '../engine/interleavings/search.ts';
import type { Access } from '../engine/interleavings/races.ts';
import type { Outcome } from '../engine/schedule.ts';
import type { Site } from '../program/program.ts';
import type { Scenario } from '../scenarios/load.ts';
import { count } from './format.ts';

/** Outcomes and races that are told one by one. */
const mostTold = 12;

/** Null where the scenario does not ask for it. @throws {import('../engine/program-error.ts').ProgramError} where it holds what the search does not know */
export function explore({ program, machine, explore: limits }: Scenario, signal?: { readonly aborted: boolean }): Search | null {
  return limits === null ? null : search(program, machine, { ...limits, ...(signal && { signal }) });
}

/** The outcome of a run, or that of the worst interleaving where it is worse: a deadlock before a failure. */
export function worstOutcome(outcome: Outcome, explored: Search | null): Outcome {
  if (explored === null || outcome.type === 'deadlock') return outcome;
  const deadlock = shortest(explored.outcomes.filter(({ type }) => type === 'deadlock'));
  if (deadlock !== null) return { type: 'deadlock', detail: deadlock.detail, cycle: deadlock.cycle };
  const failure = shortest(explored.outcomes.filter(({ type }) => type === 'failed'));
  return outcome.type === 'finished' && failure !== null ? { type: 'failed', detail: failure.detail } : outcome;
}

/** One sentence: how many orders there are, and how many of them go wrong. */
export function explorationSummary(explored: Search): string {
  const total = explored.interleavings;
  const wrong = (['deadlock', 'failed'] as const).flatMap((type) => {
    const found = explored.outcomes.filter((outcome) => outcome.type === type);
    if (found.length === 0) return [];
    const ways = found.reduce((sum, one) => sum + (one.count ?? Number.NaN), 0);
    const verb = type === 'deadlock' ? (ways === 1 ? 'deadlocks' : 'deadlock') : ways === 1 ? 'fails' : 'fail';
    return [Number.isNaN(ways) ? `some ${type === 'deadlock' ? 'deadlock' : 'fail'}` : `${number(ways, explored)} ${verb}`];
  });
  const all = total === null ? (explored.endless ? 'endlessly many interleavings' : 'more interleavings than can be counted') : `${number(total, explored)} ${total === 1 ? 'interleaving' : 'interleavings'}`;
  const unfinished = explored.exhausted ? '' : ` Not exhausted: ${explored.detail}.`;
  return `Every order of steps: ${all}${wrong.length > 0 ? `, of which ${wrong.join(' and ')}` : ', none of which deadlocks or fails'}.${unfinished}`;
}

/** `given`: what `overlap simulate` was given, for the command that replays an interleaving. */
export function explorationLines(explored: Search, sites: readonly Site[], given: readonly string[]): string[] {
  const counts = explored.outcomes.map((outcome) => (outcome.count === null ? 'some' : number(outcome.count, explored)));
  const margin = Math.max(0, ...counts.map((one) => one.length));
  const again = (text: string): string => `replay: overlap simulate ${[...given, '--replay', text].map(quoted).join(' ')}`;
  const told = explored.outcomes.slice(0, mostTold).flatMap((outcome, index) => {
    const indent = ' '.repeat(margin + 4);
    return [
      `  ${counts[index]?.padStart(margin) ?? ''}  ${outcomeText(outcome)}`,
      ...(outcome.cycle.length > 0 ? [`${indent}cycle ${[...outcome.cycle, outcome.cycle[0]].join(' → ')}`] : []),
      ...outcome.waits.map(({ task, site, where }) => `${indent}${task} stands ${placeText(sites[site], where)}`),
      ...(explored.outcomes.length > 1 ? [indent + again(outcome.replay)] : []),
    ];
  });
  const races = explored.races.slice(0, mostTold).flatMap(({ variable, first, second, replay: way }) => [
    `  race on ${variable}: ${accessText(first, sites)}; ${accessText(second, sites)}`, `    ${again(way)}`,
  ]);
  return [
    explorationSummary(explored), ...told, ...more(explored.outcomes.length, 'way to end', 'ways to end'),
    ...races, ...more(explored.races.length, 'race', 'races'),
  ];
}

function more(all: number, one: string, many: string): string[] {
  return all > mostTold ? [`  and ${count(all - mostTold, `more ${one}`, `more ${many}`)}: see --format json`] : [];
}

function outcomeText({ type, detail, variables }: SearchOutcome): string {
  const values = Object.entries(variables).map(([name, value]) => `${name} = ${value}`).join(', ');
  return [{ finished: 'finished', failed: `failed: ${detail}`, deadlock: `deadlock: ${detail}` }[type], values].filter((part) => part !== '').join(type === 'finished' ? ', ' : '; ');
}

function placeText(site: Site | undefined, where: string): string {
  return site === undefined ? `in ${where}` : site.path === undefined ? `at ${site.label}, in ${where}` : `at ${site.path}, ${site.label}`;
}

function accessText({ task, does, site }: Access, sites: readonly Site[]): string {
  const found = sites[site];
  return `${task} ${does} it${found?.path === undefined ? '' : ` at ${found.path}`}`;
}

/** Plain data, ready for JSON.stringify. */
export function explorationJson(explored: Search, sites: readonly Site[]): Readonly<Record<string, unknown>> {
  const at = (site: number): Readonly<Record<string, unknown>> => ({ label: sites[site]?.label ?? null, path: sites[site]?.path ?? null });
  const outcome = ({ type, variables, detail, cycle, waits, count: ways, replay: way, steps }: SearchOutcome): Readonly<Record<string, unknown>> => ({
    type, count: ways, variables, detail, cycle, waits: waits.map(({ task, text, site }) => ({ task, text, ...at(site) })), replay: way, steps,
  });
  const access = ({ task, does, site }: Access): Readonly<Record<string, unknown>> => ({ task, does, ...at(site) });
  const { exhausted, detail, states, interleavings, exact, endless, outcomes, races, shortestFailing } = explored;
  return {
    exhausted, detail, states, count: interleavings, exact, endless, outcomes: outcomes.map(outcome),
    races: races.map(({ variable, first, second, replay: way }) => ({ variable, first: access(first), second: access(second), replay: way })),
    shortestFailing: shortestFailing === null ? null : outcome(shortestFailing),
  };
}

/** The steps of one interleaving, taken again: who does what where, and the shared variables behind each step. */
export function replayLines({ steps, waits, stuck }: Replay, sites: readonly Site[]): string[] {
  const names = Math.max(0, ...steps.map(({ task }) => task.length));
  const deeds = Math.max(0, ...steps.map(({ does }) => does.length));
  return [
    ...steps.map(({ task, does, site, variables }, index) => {
      const values = Object.entries(variables).map(([name, value]) => `${name} = ${value}`).join(', ');
      return [`${String(index + 1).padStart(String(steps.length).length)}  ${task.padEnd(names)}  ${does.padEnd(deeds)}`, sites[site]?.path ?? '', values].filter((part) => part !== '').join('   ').trimEnd();
    }),
    ...(waits.length > 0 ? ['', stuck ? 'Deadlock:' : 'Not ended:', ...waits] : ['', 'All have ended.']),
  ];
}

export function replayJson({ steps, waits, stuck }: Replay, sites: readonly Site[]): Readonly<Record<string, unknown>> {
  return { steps: steps.map(({ site, ...step }) => ({ ...step, label: sites[site]?.label ?? null, path: sites[site]?.path ?? null })), waits, outcome: stuck ? 'deadlock' : waits.length > 0 ? 'unfinished' : 'finished' };
}

function shortest(outcomes: readonly SearchOutcome[]): SearchOutcome | null {
  return outcomes.reduce<SearchOutcome | null>((best, one) => (best === null || one.steps < best.steps ? one : best), null);
}

function number(n: number, { exact }: Search): string {
  return (exact ? '' : 'about ') + n.toLocaleString('en', exact ? {} : { maximumSignificantDigits: 3 });
}

function quoted(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`;
}
