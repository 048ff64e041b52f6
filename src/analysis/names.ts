/** What the name of a callee lets one expect: the last resort, where neither its body nor a catalogue is known. */

const reads = /^(get|find|list|count|read(?!$)|fetch(?!$)|load|query|parse|build|lookup|look|search|select|resolve|retrieve|is|has|exists|stat|lstat|access|describe|head|compute|calculate|detect|download|convert|format|render|encode|decode|digest|hash|sign|import|prepare|generate|standardize|normalize|serialize|text|json|blob|arrayBuffer|all|first|one|which|whoami|glob)(?![a-z])/;
const sleeps = /^(sleep|delay|wait|pause|timeout|setTimeout|backoff|waitFor|waitForTimeout)(?![a-z])/;
/** Steps whose order is the result. */
const ordered = /^(migrate|replay|apply|transform|reduce|rebase|cherryPick|prompt|ask|confirm|question|select|input|goto|click|type|press|screenshot)(?![a-z])/;

export function isPlainRead(name: string): boolean {
  return reads.test(name);
}

export function isSleep(name: string): boolean {
  return sleeps.test(name);
}

export function isOrdered(name: string): boolean {
  return ordered.test(name);
}
