import type { Family, Members } from './schema.ts';

const array: Members = {
  'push pop shift unshift fill copyWithin reverse': { does: 'writes state:$this', returns: 'Array' },
  splice: { does: 'writes state:$this', returns: 'Array' },
  sort: { does: 'writes state:$this | calls $0', returns: 'Array' },
  'map filter flatMap toSorted': { does: 'reads state:$this | calls $0', returns: 'Array' },
  'find findLast findIndex findLastIndex some every forEach reduce reduceRight': 'reads state:$this | calls $0',
  'concat slice flat keys values entries with toReversed toSpliced': { does: 'reads state:$this', returns: 'Array' },
  'join toString toLocaleString': { does: 'reads state:$this', returns: 'string' },
  'includes indexOf lastIndexOf at length': 'reads state:$this',
};

const bytes: Members = { ...array, 'subarray buffer': { does: 'reads state:$this', returns: 'Uint8Array' }, set: 'writes state:$this' };

/** What is in it does not change. */
const file: Members = { 'text arrayBuffer bytes stream slice': 'pure', '*': 'pure' };

const map: Members = {
  'get has': 'reads state:$this[$0]',
  size: 'reads state:$this',
  'keys values entries': { does: 'reads state:$this', returns: 'Array' },
  forEach: 'reads state:$this | calls $0',
  'set delete add': 'writes state:$this[$0]',
  clear: 'writes state:$this',
  'getOrInsert getOrInsertComputed': 'makes state:$this[$0]',
  'union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom': 'reads state:$this',
};

export const search: Members = { 'get getAll has keys values entries toString size': 'reads state:$this', 'set append delete sort': 'writes state:$this', forEach: 'reads state:$this | calls $0' };

const text: Members = {
  'replace replaceAll': { does: 'calls $1', returns: 'string' },
  'split match matchAll': { does: 'pure', returns: 'Array' },
  'trim trimStart trimEnd toLowerCase toUpperCase padStart padEnd charAt slice substring substr repeat normalize concat toString toFixed toLocaleString at': { does: 'pure', returns: 'string' },
  '*': 'pure',
};

const fn: Members = { 'call apply': 'writes unknown', bind: 'pure', '*': 'pure' };

/** A body can be read once: its readers take it from one another. */
export const body: Members = { 'json text arrayBuffer blob bytes formData': 'uses connection:$this', 'body.**': 'uses connection:$this', 'body.getReader': { does: 'uses connection:$this', returns: 'global:ReadableStreamDefaultReader' }, clone: 'reads connection:$this', 'headers.get headers.has headers.entries headers.getSetCookie': 'reads state:$this', 'headers.*': 'writes state:$this' };

const stream: Members = { 'getReader getWriter': { does: 'uses connection:$this', returns: 'ReadableStreamDefaultReader' }, pipeThrough: { does: 'uses connection:$this, connection:$0 | writes state:$0', returns: 'ReadableStream' }, 'pipe pipeTo': { does: 'uses connection:$this, connection:$0 | writes state:$0', returns: 'ReadableStream' }, tee: { does: 'uses connection:$this', returns: 'ReadableStream' }, '*': 'uses connection:$this' };

export const builtins: Family = {
  family: 'The language and the web platform',
  packages: [{
    names: ['global'],
    members: {
      fetch: { does: 'request $0 $1.method', returns: 'Response' },
      'setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame': 'calls $0',
      'clearTimeout clearInterval clearImmediate cancelAnimationFrame': 'pure',
      'parseInt parseFloat isNaN isFinite structuredClone Number Boolean BigInt Symbol Symbol.* Array Object Error TypeError RangeError SyntaxError RegExp Date Function escape unescape': 'pure',
      'Math.* JSON.* Number.* String.* BigInt.* Date.* Array.isArray Error.* Intl.** Reflect.has Reflect.get Reflect.ownKeys Atomics.load Buffer.* URL.* AbortSignal.* crypto.** performance.* Iterator.* RegExp.* ArrayBuffer.*': 'pure',
      'Array.from Array.fromAsync': { does: 'calls $1', returns: 'Array' },
      'Array.of Object.keys Object.values Object.entries Object.getOwnPropertyNames': { does: 'pure', returns: 'Array' },
      'String JSON.stringify encodeURIComponent decodeURIComponent encodeURI decodeURI atob btoa String.raw': { does: 'pure', returns: 'string' },
      'Buffer.from Buffer.concat Buffer.alloc': { does: 'pure', returns: 'Buffer' },
      'document.createElement': { does: 'pure', returns: 'HTMLElement' },
      'Object.assign Object.defineProperty Object.defineProperties Object.setPrototypeOf Object.freeze Object.seal Object.preventExtensions Reflect.set Reflect.defineProperty Reflect.deleteProperty': 'writes state:$0',
      'Object.*': 'pure',
      'Object.groupBy Map.groupBy': 'calls $1',
      'Promise.*': 'pure',
      'Promise.try': 'calls $0',
      'new Promise': { does: 'calls $0', returns: 'Promise' },
      'new Map': { does: 'pure', returns: 'Map' },
      'new WeakMap': { does: 'pure', returns: 'Map' },
      'new Set': { does: 'pure', returns: 'Set' },
      'new WeakSet': { does: 'pure', returns: 'Set' },
      'new Array': { does: 'pure', returns: 'Array' },
      'new Date': { does: 'pure', returns: 'Date' },
      'new URL': { does: 'pure', returns: 'URL' },
      'URL.createObjectURL URL.revokeObjectURL URL.canParse': 'pure',
      'URL.parse': { does: 'pure', returns: 'URL' },
      'new URLSearchParams': { does: 'pure', returns: 'URLSearchParams' },
      'new TextEncoder': { does: 'pure', returns: 'TextEncoder' },
      'new TextDecoder': { does: 'pure', returns: 'TextDecoder' },
      'new EventTarget': { does: 'pure', returns: 'EventTarget' },
      'new Headers': { does: 'pure', returns: 'Headers' },
      'new FormData': { does: 'pure', returns: 'FormData' },
      'new Response': { does: 'pure', returns: 'Response' },
      'Response.*': { does: 'pure', returns: 'Response' },
      'new Request': { does: 'pure', returns: 'Request' },
      'new RegExp': { does: 'pure', returns: 'RegExp' },
      'new AbortController': { does: 'pure', returns: 'AbortController' },
      'new ReadableStream new WritableStream new TransformStream new CompressionStream new DecompressionStream new TextDecoderStream new TextEncoderStream': { does: 'pure', returns: 'ReadableStream' },
      'new WebSocket new EventSource new BroadcastChannel new MessageChannel new Worker': { does: 'opens', returns: 'WebSocket' },
      'new Error new TypeError new RangeError new SyntaxError new EvalError new ReferenceError new URIError new AggregateError new DOMException new Object new Proxy new WeakRef new FinalizationRegistry new Boolean new Number new String new ArrayBuffer new SharedArrayBuffer new DataView new Uint8ClampedArray new Uint16Array new Uint32Array new Int8Array new Int16Array new Int32Array new Float32Array new Float64Array new BigInt64Array new BigUint64Array new Event new CustomEvent new Function new Intl.*': 'pure',
      'new Uint8Array Uint8Array.from Uint8Array.of': { does: 'pure', returns: 'Uint8Array' },
      'new Blob new File': { does: 'pure', returns: 'Blob' },
      'require.resolve': 'pure',
      'import.meta.resolve': 'pure',
      'alert confirm prompt': 'prompts',
      'localStorage.getItem sessionStorage.getItem': 'reads cache:$0 | sync',
      'localStorage.* sessionStorage.*': 'writes cache:$0 | sync',
      'document.querySelector* document.getElement* document.create*': 'reads state:document',
      // Texts: what they are asked for changes nothing.
      'document.cookie.* document.title.* document.URL.* document.referrer.* window.location.href.* window.location.pathname.* window.location.search.* window.location.hash.* window.location.host.* window.location.origin.* location.href.* location.pathname.* location.search.* location.hash.* location.host.* location.origin.*': 'reads page:document',
      'document.** window.location.** location.** history.*': 'uses page:document',
      'navigator.clipboard.readText': 'reads global:clipboard',
      'navigator.clipboard.writeText': 'writes global:clipboard',
      'navigator.serviceWorker.*': 'uses global:serviceWorker',
      'indexedDB.*': 'uses connection:indexedDB',
      'caches.open': { does: 'reads cache:*', returns: 'CacheStorage' },
      'describe it test expect beforeEach afterEach beforeAll afterAll': 'writes unknown',
    },
    types: {
      Array: array, ReadonlyArray: array, Uint8Array: bytes, Uint8ClampedArray: bytes, Uint16Array: bytes, Uint32Array: bytes, Int8Array: bytes, Int16Array: bytes, Int32Array: bytes, Float32Array: bytes, Float64Array: bytes, ArrayBuffer: { '*': 'reads state:$this' }, DataView: { 'set*': 'writes state:$this', '*': 'reads state:$this' }, Blob: file, File: file, Buffer: { ...array, 'toString equals compare subarray readUInt8 readUInt32LE readUInt32BE byteLength': 'pure', 'write* copy set': 'writes state:$this' },
      Function: fn,
      Map: map, ReadonlyMap: map, WeakMap: map, Set: map, ReadonlySet: map, WeakSet: map,
      URLSearchParams: search, Headers: search, FormData: search,
      String: text, string: text, Number: text, number: text, boolean: text, RegExp: text, Symbol: text, bigint: text, Error: text, URL: { 'searchParams.get searchParams.has searchParams.getAll searchParams.entries searchParams.toString': 'reads state:$this', 'searchParams.*': 'writes state:$this', '*': 'pure' },
      Date: { 'set*': 'writes state:$this', '*': 'pure' },
      Promise: { then: 'calls $0 | calls $1', 'catch finally': 'calls $0' },
      Response: body, Request: body,
      AbortController: { 'abort signal.addEventListener signal.removeEventListener': 'writes state:$this', 'signal.throwIfAborted': 'reads state:$this | throws' },
      AbortSignal: { throwIfAborted: 'reads state:$this | throws', 'addEventListener removeEventListener': 'writes state:$this' },
      ReadableStream: stream, WritableStream: stream, TransformStream: stream, ReadableStreamDefaultReader: stream, WritableStreamDefaultWriter: stream, ReadableStreamDefaultController: stream, ReadableStreamReadResult: stream,
      TextEncoder: text,
      // What is left of a letter waits for the next part.
      TextDecoder: { decode: 'uses state:$this if $1.stream', '*': 'pure' }, AsyncIterator: stream, AsyncGenerator: stream, AsyncIterable: stream, AsyncIterableIterator: stream, Generator: { '*': 'writes state:$this' }, Iterator: { '*': 'writes state:$this' }, IterableIterator: { '*': 'writes state:$this' },
      Disposable: { '*': 'writes state:$this' }, AsyncDisposable: { '*': 'uses connection:$this' }, EventTarget: { dispatchEvent: 'writes queue:$this', '*': 'writes state:$this' },
      WebSocket: stream, Worker: stream, EventSource: stream, MessagePort: stream,
      CacheStorage: { 'match keys': 'reads cache:$0', '*': 'writes cache:$0' },
      HTMLElement: { '**': 'uses page:document' }, Document: { '**': 'uses page:document' },
    },
  }],
};

/** Methods of arrays, strings, promises and entries of folders whose names nobody else gives another meaning: believed where the receiver's type is not known and nobody waits for the call. */
export const distinctiveMethods: Members = {
  'push pop shift unshift splice sort reverse': { does: 'writes state:$this', returns: 'Array' },
  'map filter flatMap toSorted': { does: 'reads state:$this | calls $0', returns: 'Array' },
  'some every reduce reduceRight findIndex findLastIndex findLast forEach': 'reads state:$this | calls $0',
  'concat slice flat keys values entries toReversed': { does: 'reads state:$this', returns: 'Array' },
  join: { does: 'reads state:$this', returns: 'string' },
  'includes indexOf lastIndexOf at': 'reads state:$this',
  'split matchAll match': { does: 'pure', returns: 'Array' },
  'replace replaceAll': { does: 'calls $1', returns: 'string' },
  'trim trimStart trimEnd toLowerCase toUpperCase padStart padEnd charAt substring substr repeat toFixed toISOString toString toLocaleString toLocaleDateString': { does: 'pure', returns: 'string' },
  'startsWith endsWith charCodeAt codePointAt localeCompare normalize toJSON getTime valueOf hasOwnProperty isPrototypeOf getFullYear bind': 'pure',
  then: 'calls $0 | calls $1',
  'catch finally': 'calls $0',
  throwIfAborted: 'reads state:$this | throws',
  'isFile isDirectory isSymbolicLink': 'pure',
};
