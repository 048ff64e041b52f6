import type { Family, Members } from './schema.ts';

// A client is one connection: its queries wait for one another on the server. A pool gives each query a connection of its own.
const client: Members = { query: 'sql $0 | uses connection:$this', 'execute': 'sql $0 | uses connection:$this', '*': 'uses connection:$this' };
const pool: Members = { 'query execute': 'sql $0', 'connect getConnection': { does: 'opens', returns: 'Client' }, 'end': 'uses connection:$this', 'on once': 'writes state:$this' };
const statement: Members = { 'get all iterate pluck raw columns first values': 'reads table:*', run: 'writes table:*', bind: { does: 'pure', returns: 'Statement' }, finalize: 'pure' };

export const sqlDrivers: Family = {
  family: 'SQL drivers',
  packages: [
    { names: ['pg', 'pg-promise', '@neondatabase/serverless', '@vercel/postgres'], members: { 'new Pool new default.Pool createPool': { does: 'pure', returns: 'Pool' }, 'new Client new default.Client createClient': { does: 'pure', returns: 'Client' }, 'sql neon': 'sql $0' }, types: { Pool: pool, Client: client, PoolClient: client } },
    { names: ['mysql2', 'mysql2/promise', 'mysql', 'mariadb'], members: { 'createPool default.createPool': { does: 'pure', returns: 'Pool' }, 'createConnection default.createConnection': { does: 'writes connection:*', returns: 'Client' }, 'format escape': 'pure' }, types: { Pool: { ...pool, promise: { does: 'pure', returns: 'Pool' } }, Client: { ...client, promise: { does: 'pure', returns: 'Client' } }, Connection: client, PoolConnection: client } },
    { names: ['postgres'], members: { default: { does: 'pure', returns: 'Sql' } }, types: { Sql: { call: 'sql $0', begin: { does: 'calls $0 | waits', hands: 'TransactionSql' }, 'end close': 'uses connection:$this', unsafe: 'sql $0' }, TransactionSql: { call: 'sql $0 | uses transaction:$this', '*': 'uses transaction:$this' } } },
    { names: ['better-sqlite3', 'sqlite', 'bun:sqlite'], members: { 'new default new DatabaseSync new Database': { does: 'pure', returns: 'Database' } }, types: { Database: { 'prepare query': { does: 'pure', returns: 'Statement' }, exec: 'sql $0', transaction: 'calls $0', 'pragma close': 'uses connection:$this' }, Statement: statement } },
    { names: ['@libsql/client', '@libsql/client/web'], members: { createClient: { does: 'pure', returns: 'Client' } }, types: { Client: { 'execute batch executeMultiple': 'sql $0', transaction: { does: 'uses transaction:$this', returns: 'Transaction' }, close: 'uses connection:$this' }, Transaction: { '*': 'uses transaction:$this' } } },
    { names: ['@clickhouse/client', '@clickhouse/client-web', '@clickhouse/client-common'], members: { createClient: { does: 'pure', returns: 'Client' } }, types: { Client: { query: 'reads table:*', 'insert': 'writes table:$0.table', 'command exec': 'writes table:*', 'ping': 'reads connection:$this', close: 'uses connection:$this' }, ClickHouseClient: { query: 'reads table:*', 'insert': 'writes table:$0.table', 'command exec': 'writes table:*', 'ping': 'reads connection:$this', close: 'uses connection:$this' } } },
    {
      names: ['@cloudflare/workers-types', 'cloudflare:workers', 'global'],
      members: {},
      types: {
        Response: { 'json text arrayBuffer blob bytes formData': 'uses connection:$this' },
        D1Database: { prepare: { does: 'pure', returns: 'D1PreparedStatement' }, 'batch exec': 'writes table:*', dump: 'reads table:*' },
        D1PreparedStatement: { bind: { does: 'pure', returns: 'D1PreparedStatement' }, 'first all raw': 'reads table:*', run: 'writes table:*' },
        KVNamespace: { 'get getWithMetadata list': 'reads cache:$0', 'put delete': 'writes cache:$0' },
        R2Bucket: { 'get head': 'reads cache:$0', list: 'reads cache:*', 'put delete createMultipartUpload': 'writes cache:$0' },
        DurableObjectStorage: { 'get list getAlarm': 'reads cache:$0', 'put delete setAlarm deleteAlarm': 'writes cache:$0', 'deleteAll': 'writes cache:*', transaction: 'calls $0 | waits' },
        Fetcher: { fetch: { does: 'request $0 $1.method', returns: 'Response' } },
        DurableObjectNamespace: { 'get getByName': { does: 'pure', returns: 'DurableObjectStub' }, 'idFromName idFromString newUniqueId jurisdiction': 'pure' },
        DurableObjectStub: { fetch: { does: 'request $0 $1.method', returns: 'Response' } },
        DurableObjectState: { waitUntil: 'pure', blockConcurrencyWhile: 'calls $0 | uses connection:$this', 'storage.get storage.list storage.getAlarm': 'reads cache:$0', 'storage.put storage.delete storage.setAlarm storage.deleteAlarm': 'writes cache:$0', 'storage.transaction storage.transactionSync': 'calls $0 | uses transaction:$this', 'storage.**': 'writes cache:*' },
        ExecutionContext: { waitUntil: 'pure', passThroughOnException: 'pure' },
        Queue: { '*': 'writes queue:$this' },
      },
    },
  ],
};
