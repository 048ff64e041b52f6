import { run } from '../../../src/engine/run.ts';
import type { Schedule } from '../../../src/engine/schedule.ts';
import { measure } from '../../../src/laws/measure.ts';
import type { Metrics } from '../../../src/laws/metrics.ts';
import { bundledScenario } from '../../../src/scenarios/bundled.ts';
import { readScenario, type Scenario } from '../../../src/scenarios/load.ts';
import { withSettings } from '../../../src/scenarios/settings.ts';

export interface Ran {
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly metrics: Metrics;
  /** Times in ticks. */
  readonly wall: number;
  readonly ends: readonly number[];
  readonly arrives: readonly number[];
}

/** Runs a bundled scenario with settings as `--set` takes them. */
export function simulate(id: string, settings: Readonly<Record<string, string | number | boolean>> = {}): Ran {
  const bundled = bundledScenario(id);
  if (bundled === undefined) throw new Error(`no scenario ${id}`);
  const texts = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
  return ranOf(readScenario(withSettings(bundled.document, texts)));
}

export function ranOf(scenario: Scenario): Ran {
  const schedule = run(scenario.program, scenario.machine);
  const ticks = (us: number): number => us / scenario.tickUs;
  return {
    scenario, schedule, metrics: measure(scenario.program, schedule), wall: ticks(schedule.wallUs),
    ends: Array.from(schedule.tasks.endsUs, ticks), arrives: Array.from(schedule.tasks.arrivesUs, ticks),
  };
}
