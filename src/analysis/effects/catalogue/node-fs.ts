import type { Family, Members } from './schema.ts';

const promises: Members = {
  'stat lstat statfs': { does: 'reads file:$0', returns: 'Stats' },
  'readdir': { does: 'reads file:$0', returns: 'global:Array' },
  'realpath readlink': { does: 'reads file:$0', returns: 'global:string' },
  readFile: 'reads text:$0',
  'access opendir': 'reads file:$0',
  'writeFile appendFile truncate unlink rm rmdir chmod chown lchown utimes lutimes': 'writes file:$0',
  // With `recursive` it may be done twice; without it the second of two on one path fails, whatever their order.
  mkdir: 'makes folder:$0',
  // A folder that nobody else has.
  'mkdtemp mkdtempDisposable': 'opens',
  'copyFile cp': 'reads file:$0 | writes file:$1',
  rename: 'writes file:$0, file:$1',
  link: 'reads file:$0 | writes file:$1',
  symlink: 'writes file:$1',
  open: { does: 'writes file:$0', returns: 'FileHandle' },
  glob: 'reads file:*',
  watch: 'reads file:$0',
  'constants.*': 'pure',
};

const callbacks: Members = {
  readFile: 'reads text:$0',
  'readdir stat lstat access exists realpath readlink opendir': 'reads file:$0',
  'writeFile appendFile truncate unlink rm rmdir chmod chown': 'writes file:$0',
  mkdir: 'makes folder:$0',
  mkdtemp: 'opens',
  'copyFile cp': 'reads file:$0 | writes file:$1',
  rename: 'writes file:$0, file:$1',
  symlink: 'writes file:$1',
  'statSync lstatSync': { does: 'reads file:$0 | sync', returns: 'Stats' },
  readdirSync: { does: 'reads file:$0 | sync', returns: 'global:Array' },
  readFileSync: 'reads text:$0 | sync',
  'existsSync accessSync realpathSync realpathSync.native readlinkSync opendirSync': 'reads file:$0 | sync',
  'writeFileSync appendFileSync truncateSync unlinkSync rmSync rmdirSync chmodSync chownSync utimesSync': 'writes file:$0 | sync',
  mkdirSync: 'makes folder:$0 | sync',
  mkdtempSync: 'pure',
  'copyFileSync cpSync linkSync': 'reads file:$0 | writes file:$1 | sync',
  renameSync: 'writes file:$0, file:$1 | sync',
  symlinkSync: 'writes file:$1 | sync',
  openSync: 'writes file:$0 | sync',
  'readSync fstatSync': 'uses connection:$0 | sync',
  'writeSync closeSync ftruncateSync fsyncSync': 'uses connection:$0 | sync',
  'read write close ftruncate fsync fstat': 'uses connection:$0',
  open: 'writes file:$0',
  createReadStream: { does: 'reads text:$0', returns: 'ReadStream' },
  createWriteStream: { does: 'writes file:$0', returns: 'WriteStream' },
  'watch watchFile': 'reads file:$0',
  unwatchFile: 'pure',
  'constants.*': 'pure',
};

const types: Readonly<Record<string, Members>> = {
  FileHandle: { '*': 'uses connection:$this' },
  ReadStream: { '*': 'uses connection:$this' },
  WriteStream: { '*': 'uses connection:$this' },
  Stats: { '*': 'pure' },
  Dirent: { '*': 'pure' },
};

const withPromises: Members = { ...callbacks, ...Object.fromEntries(Object.entries(promises).map(([names, member]) => [names.split(' ').map((name) => `promises.${name}`).join(' '), member])) };

export const nodeFs: Family = {
  family: "Node's file system, and the packages with its shape",
  packages: [
    { names: ['fs/promises'], members: promises, types },
    { names: ['fs', 'graceful-fs'], members: withPromises, types },
    {
      names: ['fs-extra'],
      types,
      members: {
        'pathExists exists': 'reads file:$0',
        'readJson readJSON': 'reads text:$0',
        'ensureDir mkdirp mkdirs': 'makes folder:$0',
        'ensureFile ensureSymlink': 'makes file:$0',
        'emptyDir emptydir remove outputFile outputJson outputJSON writeJson writeJSON': 'writes file:$0',
        copy: 'reads file:$0 | writes file:$1',
        move: 'writes file:$0, file:$1',
        pathExistsSync: 'reads file:$0 | sync',
        'readJsonSync readJSONSync': 'reads text:$0 | sync',
        'ensureDirSync mkdirpSync mkdirsSync': 'makes folder:$0 | sync',
        'ensureFileSync ensureSymlinkSync': 'makes file:$0 | sync',
        'emptyDirSync removeSync outputFileSync outputJsonSync writeJsonSync writeJSONSync': 'writes file:$0 | sync',
        copySync: 'reads file:$0 | writes file:$1 | sync',
        moveSync: 'writes file:$0, file:$1 | sync',
        ...promises,
        ...withPromises,
      },
    },
    { names: ['rimraf', '@zkochan/rimraf', 'del'], members: { 'default rimraf deleteAsync native windows manual': 'writes file:$0', 'sync rimrafSync deleteSync': 'writes file:$0 | sync' } },
    { names: ['mkdirp', 'make-dir'], members: { 'default mkdirp makeDirectory': 'makes folder:$0', 'sync mkdirpSync makeDirectorySync': 'makes folder:$0 | sync' } },
    {
      names: ['glob', 'globby', 'fast-glob', 'tiny-glob', 'tinyglobby'],
      members: {
        'default glob globby async stream globStream globbyStream': 'reads file:*',
        'sync globSync globbySync default.sync': 'reads file:* | sync',
        'hasMagic isDynamicPattern escape escapePath escapeGlob convertPathToPattern': 'pure',
      },
    },
    { names: ['find-up', 'locate-path', 'path-exists', 'pkg-dir', 'load-json-file', 'read-pkg', 'read-pkg-up', 'find-up-simple', 'which', 'resolve-from'], members: { '*': 'reads file:*' } },
    { names: ['tmp', 'tmp-promise', 'tempy'], members: { '*': 'opens' } },
    { names: ['cosmiconfig', 'lilconfig'], members: { '*': { does: 'pure', returns: 'Explorer' } }, types: { Explorer: { 'search load': 'reads file:*', '*': 'pure' } } },
    { names: ['write-file-atomic'], members: { default: 'writes file:$0', 'sync default.sync': 'writes file:$0 | sync' } },
  ],
};
