import { window } from 'vscode';
import type { Timelines } from '../panel/timelines.ts';
import { wholeDocument } from '../protocol.ts';
import { scenarioOf } from './scenario-documents.ts';

/** Shows a scenario file in the panel, which follows it as it is edited. */
export function openScenarioPreview(timelines: Timelines, target: unknown): void {
  const uri = scenarioOf(target);
  if (uri) timelines.show({ uri: uri.toString(), functionId: wholeDocument }, { focus: false });
  else window.setStatusBarMessage('Overlap: open a file ending in .scenario.json first, or run “Overlap: New Scenario”.', 5000);
}
