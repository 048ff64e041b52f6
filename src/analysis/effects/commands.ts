import type { ResourceKind } from './effect.ts';

/** What a command line does, where its first words are known. */
export interface CommandTouch {
  readonly access: 'read' | 'write';
  readonly kind: ResourceKind;
}

const asking = /^(which|where|uname|sw_vers|lsb_release|hostname|whoami|id|arch|date|env|printenv|cat|ls|head|tail|wc|grep|find|file|stat|df|du|ps|lsof|nproc|sysctl|wmic|ver|type|test|pwd|echo)\b|\s(--version|-v|-V|--help)$|^(powershell|pwsh)\b.*\b(Get-\w+|\(Get-)/;
const gitReading = /^git\s+(?:(?:-C|-c|--git-dir|--work-tree)\s*\S+\s+)*(status|log|show|diff|rev-parse|rev-list|ls-files|ls-tree|ls-remote|describe|cat-file|blame|shortlog|for-each-ref|name-rev|merge-base|symbolic-ref|config\s+(--get|-l|--list)|branch\s+(--show-current|--list|-a|-r)|remote(\s+(-v|get-url|show))?$|tag\s+(-l|--list)|stash\s+list|--version)/;
const packages = /^(npm|pnpm|yarn|bun|cnpm|deno|npx|pnpx|bunx|corepack|pip3?|poetry|cargo|composer|bundle|gem|brew|apt(-get)?)\b/;
/** Commands that talk to a service and leave the folder alone. */
const remote = /^(gh|glab|aws|gcloud|az|kubectl|heroku|vercel|netlify|flyctl|fly|wrangler|doctl|terraform\s+output)\b/;
const remoteReading = /^(gh|glab)\s+api\b(?!.*\s(-X|--method|-f|-F|--field|--raw-field|--input)\b)|\s(list|ls|get|view|show|describe|status|whoami|version|token)\b/;
const packagesReading = /^(npm|pnpm|yarn|bun)\s+(ls|list|view|info|show|outdated|root|prefix|bin|config\s+get|whoami|why|audit|search|help|--version|-v)\b/;

/** What a known command touches; undefined where it may do anything that a process can. `git` and package managers work on things that take one user at a time. */
export function readCommand(text: string): CommandTouch | undefined {
  const line = text.trim();
  if (/^git\b/.test(line)) return { access: gitReading.test(line) ? 'read' : 'write', kind: 'git' };
  if (packagesReading.test(line)) return { access: 'read', kind: 'packages' };
  if (packages.test(line) && !/\s(--version|-v)$/.test(line)) return { access: 'write', kind: 'packages' };
  if (remote.test(line)) return { access: remoteReading.test(line) ? 'read' : 'write', kind: 'host' };
  if (asking.test(line) && !/[>|;&]/.test(line)) return { access: 'read', kind: 'process' };
  return undefined;
}

/** What the editor's own commands do; undefined where an extension may have registered it, so that it may do anything. */
export function readEditorCommand(id: string): 'asks' | 'acts' | undefined {
  if (/^_?vscode\.(execute\w+|prepare\w+|provide\w+)$/.test(id)) return 'asks';
  return /^(setContext|undo|redo|(workbench|vscode|editor|list|notebook|explorer|search|testing|markdown|outline|cursor|breadcrumbs|simpleBrowser)\.\w[\w.]*|(cursor|reveal|type|show|hide|close|scroll|delete|select)\w*)$/.test(id) ? 'acts' : undefined;
}
