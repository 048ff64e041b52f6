import type { Family } from './schema.ts';

export const nodeCore: Family = {
  family: 'The rest of Node: paths, text, compression, cryptography, streams, timers, the process, the console',
  packages: [
    {
      names: ['path', 'path/posix', 'path/win32', 'url', 'querystring', 'buffer', 'punycode', 'os', 'constants', 'path-browserify', 'pathe', 'upath'],
      members: { '**': 'pure' },
    },
    { names: ['assert', 'assert/strict'], members: { 'default **': 'throws' } },
    {
      names: ['util'],
      members: { 'promisify default.promisify': { does: 'pure', returns: '$0' }, 'callbackify inspect format formatWithOptions deprecate inherits isDeepStrictEqual stripVTControlCharacters parseArgs styleText types.* debuglog toUSVString': 'pure', 'TextEncoder TextDecoder new TextEncoder new TextDecoder': 'pure' },
    },
    {
      names: ['events'],
      members: {
        'new EventEmitter new default': { does: 'pure', returns: 'EventEmitter' },
        // Whoever waits takes what is told next: of two that wait for one event, one after the other, each gets its own.
        once: 'waits | reads state:$0 | writes global:event/$1/$0', on: 'waits | reads state:$0', setMaxListeners: 'writes state:$0',
      },
      types: {
        EventEmitter: {
          'on once off addListener removeListener prependListener prependOnceListener removeAllListeners setMaxListeners': 'writes state:$this',
          'listeners listenerCount eventNames getMaxListeners': 'reads state:$this',
          // What the listeners do is not seen.
          emit: 'makes queue:$this',
        },
      },
    },
    {
      names: ['crypto'],
      types: { Hash: { 'update copy': { does: 'writes state:$this', returns: 'Hash' }, '*': 'pure' }, Hmac: { 'update copy': { does: 'writes state:$this', returns: 'Hash' }, '*': 'pure' } },
      members: {
        'createHash createHmac createCipheriv createDecipheriv createSign createVerify': { does: 'pure', returns: 'Hash' },
        'randomUUID randomBytes randomInt timingSafeEqual pbkdf2Sync scryptSync hash getHashes generateKeyPairSync createPrivateKey createPublicKey createSecretKey sign verify hkdfSync getRandomValues': 'pure',
        'webcrypto.subtle.* subtle.* webcrypto.getRandomValues webcrypto.randomUUID': 'pure',
        // These run on the thread pool: they touch nothing, but overlapping them does gain.
        'pbkdf2 scrypt randomFill generateKeyPair hkdf': 'waits',
      },
    },
    { names: ['zlib'], members: { 'gzipSync gunzipSync deflateSync inflateSync brotliCompressSync brotliDecompressSync': 'pure', 'gzip gunzip deflate inflate brotliCompress brotliDecompress unzip': 'waits', 'create*': 'pure' } },
    {
      names: ['timers/promises'],
      members: { 'setTimeout setImmediate setInterval scheduler.wait scheduler.yield': 'waits' },
    },
    { names: ['timers'], members: { 'setTimeout setInterval setImmediate': 'waits', 'clearTimeout clearInterval clearImmediate': 'pure' } },
    {
      names: ['stream', 'stream/promises'],
      members: {
        'pipeline promises.pipeline': 'uses connection:$0, connection:$1, connection:$2 | writes state:$1, state:$2',
        'finished promises.finished': 'uses connection:$0',
        'Readable.from Readable.fromWeb Readable.toWeb Writable.fromWeb Writable.toWeb new Readable new Writable new PassThrough new Transform new Duplex': { does: 'pure', returns: 'Stream' },
      },
      types: { Stream: { '*': 'uses connection:$this' }, Readable: { '*': 'uses connection:$this' }, Writable: { '*': 'uses connection:$this' }, PassThrough: { '*': 'uses connection:$this' }, Transform: { '*': 'uses connection:$this' }, Duplex: { '*': 'uses connection:$this' } },
    },
    { names: ['stream/consumers'], members: { '*': 'uses connection:$0' } },
    {
      names: ['process'],
      members: {
        'cwd uptime hrtime hrtime.bigint memoryUsage cpuUsage getuid geteuid getgid version versions platform arch pid argv': 'reads global:process',
        // Every relative path, and every program that is run, means something else then.
        chdir: 'writes global:process, file:*, git:* | sync',
        'exit abort reallyExit': 'never',
        kill: 'writes process:$0',
        'stdout.write stderr.write': 'writes log',
        'stdin.*': 'uses terminal',
        // Listeners are told in the order in which they were added, but they do not order what adds them.
        'on once off addListener removeListener prependListener': 'makes global:process-events',
        'removeAllListeners setMaxListeners': 'writes global:process-events',
        emitWarning: 'writes log',
        'emit listenerCount listeners': 'reads global:process-events',
        nextTick: 'calls $0',
        'umask setuid setgid loadEnvFile': 'writes global:process',
        exitCode: 'writes global:exit-code',
      },
    },
    { names: ['console'], members: { 'log info warn error debug trace dir table group groupEnd groupCollapsed time timeEnd timeLog count countReset assert clear': 'writes log' } },
    { names: ['async_hooks'], members: { 'new AsyncLocalStorage': { does: 'pure', returns: 'AsyncLocalStorage' }, 'AsyncResource.bind': 'pure' }, types: { AsyncLocalStorage: { run: 'calls $1', exit: 'calls $0', getStore: 'pure', '*': 'writes state:$this' } } },
    { names: ['perf_hooks'], members: { '**': 'pure' } },
    { names: ['string_decoder'], members: { 'new StringDecoder': { does: 'pure', returns: 'StringDecoder' } }, types: { StringDecoder: { '*': 'writes state:$this' } } },
    { names: ['v8', 'vm', 'module', 'tty', 'diagnostics_channel'], members: { 'serialize deserialize createRequire isatty isBuiltin channel fileURLToPath': 'pure' } },
    { names: ['worker_threads'], members: { 'new Worker': { does: 'opens', returns: 'Worker' } }, types: { Worker: { '*': 'uses connection:$this' }, MessagePort: { '*': 'uses connection:$this' } } },
  ],
};
