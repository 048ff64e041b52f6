import type { Family, Members } from './schema.ts';

const tree: Members = { 'get* is* find* has* for* print* *.get* *.is*': { does: 'reads state:$this', returns: 'Node' }, 'save saveSync': 'writes file:*', '*': { does: 'writes state:$this', returns: 'Node' } };

const archive: Members = { '*': 'uses connection:$this' };

export const buildTools: Family = {
  family: 'Compilers, bundlers and archives',
  packages: [
    { names: ['sharp'], members: { 'default default.default sharp': { does: 'reads file:$0', returns: 'Sharp' }, '**': 'pure' }, types: { Sharp: { toFile: 'writes file:$0', 'toBuffer metadata stats': 'waits', '*': { does: 'pure', returns: 'Sharp' } } } },
    { names: ['typescript', '@babel/parser', '@babel/types', '@babel/core', '@babel/generator', '@babel/traverse', 'recast', 'ast-types', 'acorn', 'esprima', 'magic-string', 'prettier', 'prettier/*', 'postcss', 'postcss-*', 'svgo', 'terser', 'cssnano', 'sucrase', 'es-module-lexer'], members: { 'resolveConfig resolveConfigFile getFileInfo loadConfig': 'reads file:*', '**': 'pure' } },
    { names: ['ts-morph'], members: { 'new Project': { does: 'pure', returns: 'Project' }, '**': 'pure' }, types: { Project: { 'save saveSync': 'writes file:*', 'addSourceFile* addDirectory*': { does: 'reads file:* | writes state:$this', returns: 'Node' }, ...tree }, Node: tree, SourceFile: tree, ClassDeclaration: tree, FunctionDeclaration: tree, ObjectLiteralExpression: tree, CallExpression: tree, JsxElement: tree, JsxSelfClosingElement: tree, VariableDeclaration: tree, Identifier: tree } },
    { names: ['esbuild', 'esbuild-wasm'], members: { 'transform transformSync formatMessages formatMessagesSync analyzeMetafile': 'pure', 'build context': { does: 'reads file:* | writes file:*', returns: 'Context' }, buildSync: 'reads file:* | writes file:* | sync', stop: 'writes process:*' }, types: { Context: { '*': 'uses connection:$this' }, BuildContext: { '*': 'uses connection:$this' } } },
    { names: ['rollup', 'vite', 'webpack'], members: { 'rollup webpack default': { does: 'reads file:*', returns: 'Build' }, 'createServer preview': { does: 'reads file:* | opens', returns: 'Build' }, build: 'reads file:* | writes file:*', 'defineConfig loadEnv mergeConfig normalizePath createFilter': 'pure' }, types: { Build: { generate: 'reads file:*', '*': 'uses connection:$this' }, ViteDevServer: { '**': 'uses connection:$this' } } },
    { names: ['tsconfig-paths', 'get-tsconfig'], members: { 'loadConfig getTsconfig parseTsconfig': 'reads file:*', 'createMatchPath createPathsMatcher': 'pure', register: 'writes global:module-resolution' } },
    { names: ['@antfu/ni', 'package-manager-detector', 'detect-package-manager', 'preferred-pm', 'which-pm'], members: { '*': 'reads file:*' } },
    { names: ['archiver', 'yazl', 'tar-stream', 'zip-stream'], members: { 'default create new *': { does: 'pure', returns: 'Archive' } }, types: { Archive: archive, Archiver: archive, Pack: archive } },
    { names: ['tar'], members: { 'create c x extract': 'reads file:* | writes file:*', 'list t': 'reads file:*', 'update u replace r': 'writes file:*' } },
    { names: ['jszip', 'adm-zip', 'fflate', 'pako'], members: { 'new *': { does: 'pure', returns: 'Zip' }, 'loadAsync default.loadAsync': { does: 'pure', returns: 'Zip' }, '*': 'pure' }, types: { Zip: { 'extractAllTo writeZip': 'writes file:$0', 'generateAsync toBuffer getEntries getEntry readAsText': 'reads state:$this', '*': 'writes state:$this' } } },
    { names: ['extract-zip', 'decompress', 'download', 'unzip-stream', 'unzipper', 'yauzl'], members: { '**': 'reads file:$0 | writes file:*' } },
    { names: ['chokidar'], members: { 'watch default.watch': { does: 'reads file:*', returns: 'Watcher' } }, types: { Watcher: { close: 'uses connection:$this', '*': 'writes state:$this' }, FSWatcher: { close: 'uses connection:$this', '*': 'writes state:$this' } } },
    { names: ['signal-exit', 'exit-hook', 'death'], members: { 'default onExit load unload asyncExitHook gracefulExit': 'makes global:process-events' } },
  ],
};
