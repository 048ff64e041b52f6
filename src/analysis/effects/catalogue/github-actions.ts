import type { Family } from './schema.ts';

export const githubActions: Family = {
  family: 'GitHub Actions toolkit',
  packages: [
    {
      names: ['@actions/core'],
      members: {
        'getInput getMultilineInput getBooleanInput getState isDebug toPlatformPath toPosixPath toWin32Path': 'reads global:actions',
        'setOutput exportVariable addPath saveState setCommandEcho setSecret': 'writes global:actions',
        setFailed: 'writes global:exit-code',
        'debug info notice warning error startGroup endGroup': 'writes log',
        group: 'writes log | calls $1',
        getIDToken: 'reads host:actions',
        'summary.write summary.clear': 'writes file:summary',
        'summary.*': 'writes state:summary',
        'platform.*': 'pure',
      },
    },
    { names: ['@actions/exec'], members: { 'exec getExecOutput': 'writes process:$0' } },
    { names: ['@actions/io', '@actions/io/lib/io'], members: { cp: 'reads file:$0 | writes file:$1', mv: 'writes file:$0, file:$1', rmRF: 'writes file:$0', mkdirP: 'makes folder:$0', 'which findInPath': 'reads file:*' } },
    { names: ['@actions/io/lib/io-util'], members: { 'exists stat lstat readdir readlink isDirectory tryGetExecutablePath isRooted': 'reads file:$0', '*': 'writes file:*' } },
    { names: ['@actions/cache'], members: { restoreCache: 'reads host:actions-cache | writes file:*', saveCache: 'writes host:actions-cache', isFeatureAvailable: 'pure' } },
    { names: ['@actions/tool-cache'], members: { 'find findAllVersions': 'reads file:*', 'downloadTool': 'reads host:$0 | writes file:$1', 'extractZip extractTar extractXar extract7z': 'reads file:$0 | writes file:$1', 'cacheDir cacheFile': 'writes file:*', 'findFromManifest': 'pure', getManifestFromRepo: 'reads host:github' } },
    { names: ['@actions/glob'], members: { 'create': { does: 'reads file:*', returns: 'Globber' }, hashFiles: 'reads file:*' }, types: { Globber: { '*': 'reads file:*' } } },
    { names: ['@actions/artifact'], members: { 'new DefaultArtifactClient create': { does: 'pure', returns: 'Client' }, 'default.get* default.list*': 'reads host:actions-artifact', 'default.*': 'writes host:actions-artifact' }, types: { Client: { 'get* list*': 'reads host:actions-artifact', '*': 'writes host:actions-artifact' } } },
  ],
};
