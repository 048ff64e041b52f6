import { browsers } from './browsers.ts';
import { buildTools } from './build-tools.ts';
import { builtins, distinctiveMethods } from './builtins.ts';
import { caches } from './caches.ts';
import { cloud } from './cloud.ts';
import { githubActions } from './github-actions.ts';
import { httpClients } from './http-clients.ts';
import { mongodb } from './mongodb.ts';
import { nodeCore } from './node-core.ts';
import { nodeFs } from './node-fs.ts';
import { nodeNetwork } from './node-network.ts';
import { orms } from './orms.ts';
import { processes } from './processes.ts';
import { prompts } from './prompts.ts';
import { purePackages } from './pure-packages.ts';
import { Catalogue, type Family } from './schema.ts';
import { scheduling } from './scheduling.ts';
import { sqlDrivers } from './sql-drivers.ts';
import { vscodeApi } from './vscode.ts';
import { web } from './web.ts';

/** Everything that comes with the product. */
export const families: readonly Family[] = [
  builtins, nodeFs, nodeCore, nodeNetwork, processes, httpClients, orms, sqlDrivers, mongodb, caches, cloud, browsers, prompts, scheduling, githubActions, vscodeApi, web, buildTools, purePackages,
];

let bundled: Catalogue | undefined;

/** The bundled catalogue, with a user's families laid over it. */
export function catalogueWith(extra: readonly Family[] = []): Catalogue {
  if (extra.length > 0) return new Catalogue([...families, ...extra], distinctiveMethods);
  return (bundled ??= new Catalogue(families, distinctiveMethods));
}
