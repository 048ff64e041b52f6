import type { Family, Members } from './schema.ts';

const http: Members = {
  get: { does: 'reads host:$0', returns: 'ClientRequest', hands: 'IncomingMessage' },
  request: { does: 'request $0 $1.method', returns: 'ClientRequest', hands: 'IncomingMessage' },
  createServer: { does: 'pure', returns: 'Server' },
  'new Agent': 'pure',
};

const server: Members = { 'listen close': 'uses connection:$this', 'address': 'reads connection:$this', '*': 'writes state:$this' };

export const nodeNetwork: Family = {
  family: "Node's network modules",
  packages: [
    {
      names: ['http', 'https', 'http2'],
      members: http,
      types: { Server: server, IncomingMessage: { '*': 'uses connection:$this' }, ServerResponse: { '*': 'uses connection:$this' }, ClientRequest: { '*': 'uses connection:$this' } },
    },
    { names: ['net', 'tls'], members: { 'createServer': { does: 'pure', returns: 'Server' }, 'connect createConnection new Socket': { does: 'writes host:$0', returns: 'Socket' }, 'isIP isIPv4 isIPv6': 'pure' }, types: { Server: server, Socket: { '*': 'uses connection:$this' } } },
    { names: ['dns', 'dns/promises'], members: { 'lookup resolve* reverse promises.lookup promises.resolve* promises.reverse': 'reads host:$0', 'setServers setDefaultResultOrder': 'writes global:dns', getServers: 'reads global:dns' } },
    { names: ['dgram'], members: { createSocket: { does: 'pure', returns: 'Socket' } }, types: { Socket: { '*': 'uses connection:$this' } } },
    { names: ['ws'], members: { 'new default new WebSocket': { does: 'writes host:$0', returns: 'WebSocket' }, 'new WebSocketServer': { does: 'pure', returns: 'WebSocket' } }, types: { WebSocket: { '*': 'uses connection:$this' }, WebSocketServer: { '*': 'uses connection:$this' } } },
    { names: ['get-port', 'detect-port', 'portfinder'], members: { '*': 'uses global:ports' } },
    { names: ['open'], members: { default: 'uses terminal:browser', '*': 'uses terminal:browser' } },
  ],
};
