import type { ResourceKind } from './effect.ts';

/** What a command of a line does, where its first words are known. */
export interface CommandTouch {
  readonly access: 'read' | 'write';
  readonly kind: ResourceKind;
}

const asking = /^(which|where|uname|sw_vers|lsb_release|hostname$|whoami|id|arch$|date(?!.*\s(-s|--set))|env$|printenv|cat|ls|head|tail|wc|grep|find(?!.*\s-(delete|exec|execdir|ok|okdir|fprint\w*|fls)\b)|file|stat|df|du|ps|lsof|nproc|sysctl(?!.*(\s-w|=))|ver|type|test|pwd|echo)\b|^\S+\s+(-v|-V)$|^\S+(\s+[\w@/.-]+)?\s+--version$|\s--help$|^(powershell|pwsh)\b(?!.*\b(Set|New|Remove|Stop|Start|Out|Add|Clear|Invoke|Move|Copy|Rename|Restart|Install|Uninstall|Register|Export|Write)-).*\b(Get-\w+|\(Get-)/;
const gitReading = /^git\s+(?:(?:-C|-c|--git-dir|--work-tree)\s*\S+\s+)*((status|log|show|diff|rev-parse|rev-list|ls-files|ls-tree|ls-remote|describe|cat-file|blame|shortlog|for-each-ref|name-rev|merge-base)\b(?!.*\s--output\b)|symbolic-ref(\s+-\S+)*\s+\S+$|config\s+(--get|-l|--list)|branch\s+(--show-current|--list|-a|-r)(?!.*\s-[dDmMcCf]\b)|remote(\s+(-v|get-url|show))?$|remote\s+get-url|tag\s+(-l|--list)|stash\s+list|--version)/;
const packages = /^(npm|pnpm|yarn|bun|cnpm|deno|npx|pnpx|bunx|corepack|pip3?|poetry|cargo|composer|bundle|gem|brew|apt(-get)?)\b/;
/** Commands that talk to a service. */
const remote = /^(gh|glab|aws|gcloud|az|kubectl|heroku|vercel|netlify|flyctl|fly|wrangler|doctl|terraform\s+output)\b/;
const remoteReading = /^(gh|glab)\s+api\b(?!.*\s(-X|--method|-f|-F|--field|--raw-field|--input)\b)|\s(list|ls|get(?!-object)|view|show|describe|status|whoami|version|token)\b/;
/** Of those that change something there, the ones that leave the folder alone: they take no file and bring none. */
const remoteOnly = /^(gh|glab)\s+(issue|api|label)\b(?!.*\s(-F|--body-file|--input)\b)/;
const packagesReading = /^(npm|pnpm|yarn|bun)\s+(ls|list|view|info|show|outdated|root|prefix|bin|config\s+get|whoami|why|audit(?!.*(\bfix\b|\?))|search|help|--version|-v)\b/;

/** What a known command touches; undefined where it may do anything that a process can. `git` and package managers work on things that take one user at a time. */
export function readCommand(text: string): readonly CommandTouch[] | undefined {
  // What stands in quotes is no part of the line's own grammar, but for a command within them.
  if (/\$\(|`/.test(text)) return undefined;
  const line = text.replaceAll(/"[^"]*"|'[^']*'/g, '""').replaceAll(/\d?>(&\d|\s*\/dev\/null)/g, ' ');
  if (/[<>]/.test(line)) return undefined;
  // What PowerShell is to do stands in the quotes.
  if (/^(powershell|pwsh)\b/.test(line)) return asking.test(text) && !/[|;&]/.test(line) ? [{ access: 'read', kind: 'process' }] : undefined;
  const touches: CommandTouch[] = [];
  for (const command of line.split(/&&|\|\|?|;|\n|&/)) {
    const told = readOne(command.trim().replace(/^(?:env\s+)?(?:[A-Za-z_]\w*=\S*\s+)+/, ''));
    if (told === undefined) return undefined;
    touches.push(...told);
  }
  return touches;
}

function readOne(line: string): readonly CommandTouch[] | undefined {
  if (/^git\b/.test(line)) return [{ access: gitReading.test(line) ? 'read' : 'write', kind: 'git' }];
  if (packagesReading.test(line)) return [{ access: 'read', kind: 'packages' }];
  // It makes a commit and a tag, unless it is told not to.
  if (/^(npm|pnpm|yarn|bun)\s+version\s+\S/.test(line) && !/--(no-git-tag-version|git-tag-version[= ]false)\b/.test(line)) return [{ access: 'write', kind: 'packages' }, { access: 'write', kind: 'git' }];
  if (packages.test(line) && !asking.test(line)) return [{ access: 'write', kind: 'packages' }];
  if (remote.test(line)) {
    if (remoteReading.test(line)) return [{ access: 'read', kind: 'host' }];
    return remoteOnly.test(line) ? [{ access: 'write', kind: 'host' }] : [{ access: 'write', kind: 'host' }, { access: 'write', kind: 'process' }];
  }
  return asking.test(line) ? [{ access: 'read', kind: 'process' }] : undefined;
}

/** What the editor's own commands do; undefined where an extension may have registered it, so that it may do anything. */
export function readEditorCommand(id: string): 'asks' | 'acts' | undefined {
  if (/^_?vscode\.(execute\w+|prepare\w+|provide\w+)$/.test(id)) return 'asks';
  return /^(setContext|undo|redo|(workbench|vscode|editor|list|notebook|explorer|search|testing|markdown|outline|cursor|breadcrumbs|simpleBrowser)\.\w[\w.]*|(cursor|reveal|type|show|hide|close|scroll|delete|select)\w*)$/.test(id) ? 'acts' : undefined;
}
