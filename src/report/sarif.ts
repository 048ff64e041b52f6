/** `overlap analyze --format sarif`: the findings as a SARIF 2.1.0 log (OASIS, 2020), for code hosts and editors that show such logs. */
import type { Place } from '../analysis/model.ts';
import { type FileReport, findingsIn, type FunctionReport, type GroupReport } from './file-report.ts';
import { evidenceOf, sentence } from './evidence.ts';

const rules = [
  {
    id: 'overlap/independent-awaits',
    name: 'IndependentAwaits',
    shortDescription: { text: 'Awaits in sequence that need nothing from one another' },
    fullDescription: { text: 'Each of these awaits waits for the one before it although none uses its result or its effects. Started together they wait side by side.' },
    defaultConfiguration: { level: 'note' },
  },
  {
    id: 'overlap/independent-rounds',
    name: 'IndependentRounds',
    shortDescription: { text: 'A loop whose iterations need nothing from one another' },
    fullDescription: { text: 'Each iteration waits for the one before it although none uses its result or its effects. A bounded number of them can wait side by side.' },
    defaultConfiguration: { level: 'note' },
  },
  {
    id: 'overlap/independent-steps',
    name: 'IndependentSteps',
    shortDescription: { text: 'Steps of a promise chain that need nothing from one another' },
    fullDescription: { text: 'Each of these steps starts in a `then` of the one before it although none uses its result or its effects. Started together they wait side by side.' },
    defaultConfiguration: { level: 'note' },
  },
] as const;

export function analysisSarif(files: readonly FileReport[]): object {
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'Overlap', rules } },
      columnKind: 'utf16CodeUnits',
      invocations: [{
        executionSuccessful: true,
        toolExecutionNotifications: files.flatMap((file) => file.errors.map((error) => ({
          level: 'error',
          message: { text: error.message },
          locations: [physical(file.path, { startLine: error.line, startColumn: error.column })],
        }))),
      }],
      results: files.flatMap((file) => file.functions.flatMap((fn) => findingsIn(fn).map((group) => result(file, fn, group)))),
    }],
  };
}

function result(file: FileReport, fn: FunctionReport, group: GroupReport): object {
  const ruleIndex = group.shape === 'bounded-map' ? 1 : group.ofChain ? 2 : 0;
  const sites = new Map([...fn.awaits, ...fn.chains.flatMap(({ steps }) => steps)].map((site) => [site.id, site]));
  return {
    ruleId: rules[ruleIndex].id,
    ruleIndex,
    level: 'note',
    message: { text: `${group.message} (estimated).` },
    locations: [{
      ...physical(file.path, { startLine: group.place.line, startColumn: group.place.column }),
      logicalLocations: [{ name: fn.name, kind: 'function' }],
    }],
    relatedLocations: group.awaits.slice(1).flatMap((id) => {
      const site = sites.get(id);
      return site ? [{ ...physical(file.path, region(site.place)), message: { text: `\`${site.label}\` waits here` } }] : [];
    }),
    properties: { confidence: group.confidence, fixSafe: group.fixSafe, asWrittenUs: group.asWrittenUs, overlappedUs: group.overlappedUs, evidence: evidenceOf(fn, group).map(sentence) },
  };
}

function region(place: Place): object {
  return { startLine: place.line, startColumn: place.column };
}

/** A relative path as a URI reference; SARIF readers resolve it against the checkout. */
function physical(path: string, where: object): { readonly physicalLocation: object } {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return { physicalLocation: { artifactLocation: { uri }, region: where } };
}
