import type { Family, Members } from './schema.ts';

// One request and its answer are one conversation: what is done to them is in order.
const conversation: Members = { 'get header accepts is param query cookies headers body params ip url method path': 'reads state:$this', '*': 'uses connection:$this', '**': 'uses connection:$this' };

const router: Members = { 'listen close ready inject': 'uses connection:$this', '*': 'writes state:$this' };

export const web: Family = {
  family: 'Web frameworks and what hangs on them',
  packages: [
    { names: ['express'], members: { 'default Router default.Router': { does: 'pure', returns: 'Router' }, 'json urlencoded static raw text default.json default.urlencoded default.static': 'pure' }, types: { Router: router, Express: router, Application: router, Request: conversation, Response: conversation } },
    { names: ['fastify', 'koa', '@koa/router', 'koa-router', '@hapi/hapi', 'restify', 'polka'], members: { 'default fastify new default server': { does: 'pure', returns: 'Router' } }, types: { Router: router, FastifyInstance: router, FastifyRequest: conversation, FastifyReply: conversation, Context: conversation, ParameterizedContext: conversation } },
    { names: ['hono', 'hono/*'], members: { 'new Hono': { does: 'pure', returns: 'Hono' }, '**': 'pure' }, types: { Hono: router, Context: { 'req.param req.query req.header req.path req.url get var': 'reads state:$this', 'req.json req.text req.formData req.parseBody req.valid': 'uses connection:$this', 'json text html body redirect newResponse notFound': 'pure', '*': 'writes state:$this', '**': 'uses connection:$this' } } },
    { names: ['next', 'next/types'], members: {}, types: { NextApiRequest: conversation, NextApiResponse: { revalidate: 'writes cache:$0', ...conversation } } },
    {
      names: ['@nestjs/microservices', '@nestjs/axios', '@nestjs/config', '@nestjs/jwt', '@nestjs/event-emitter', '@nestjs/cqrs', '@nestjs/bull', '@nestjs/bullmq'],
      members: { '**': 'pure' },
      types: {
        ClientKafka: { 'emit send': { does: 'writes queue:$0', returns: 'Sent' }, '*': 'uses connection:$this' },
        ClientProxy: { 'emit send': { does: 'writes queue:$0', returns: 'Sent' }, '*': 'uses connection:$this' },
        Sent: { '*': { does: 'pure', returns: 'Sent' } },
        HttpService: { 'get head': 'reads host:$0', 'axiosRef.get axiosRef.head': 'reads host:$0', '**': 'writes host:*' },
        ConfigService: { 'get getOrThrow': 'reads global:settings', '*': 'writes global:settings' },
        JwtService: { '*': 'pure' },
        EventEmitter2: { 'emit emitAsync': 'makes queue:$0', '*': 'writes state:$this' },
        CommandBus: { execute: 'writes unknown' },
        QueryBus: { execute: 'reads unknown' },
      },
    },
    {
      names: ['@supabase/supabase-js', '@supabase/ssr'],
      members: { 'createClient createServerClient createBrowserClient': { does: 'pure', returns: 'Client' } },
      types: {
        SupabaseClient: { from: { does: 'pure', returns: 'Table' }, rpc: 'writes table:*', 'auth.get*': 'reads global:session', 'auth.*': 'writes global:session', 'storage.from': { does: 'pure', returns: 'Bucket' } },
        Client: { from: { does: 'pure', returns: 'Table' }, rpc: 'writes table:*', 'auth.get*': 'reads global:session', 'auth.*': 'writes global:session', 'storage.from': { does: 'pure', returns: 'Bucket' } },
        // Which rows there are for whom, the session tells.
        Table: { select: { does: 'reads table:$this, global:session', returns: 'Query' }, 'insert update upsert delete': { does: 'reads global:session | writes table:$this', returns: 'Query' } },
        Query: { '*': { does: 'pure', returns: 'Query' } },
        Bucket: { 'download list getPublicUrl createSignedUrl': 'reads host:$this', '*': 'writes host:$this' },
      },
    },
    {
      names: ['firebase-admin', 'firebase-admin/firestore', '@google-cloud/firestore'],
      members: { 'getFirestore firestore new Firestore': { does: 'pure', returns: 'Firestore' } },
      types: {
        Firestore: { 'collection doc': { does: 'pure', returns: 'Reference' }, collectionGroup: { does: 'pure', returns: 'Group' }, runTransaction: { does: 'calls $0 | waits', hands: 'Transaction' }, batch: { does: 'pure', returns: 'Batch' }, getAll: 'reads table:*' },
        Reference: { 'get count listDocuments listCollections': 'reads table:$this', 'set update add create delete': 'writes table:$this', onSnapshot: 'writes state:$this', '*': { does: 'pure', returns: 'Reference' } },
        Group: { 'get count': 'reads table:*', '*': { does: 'pure', returns: 'Group' } },
        Transaction: { '*': 'uses transaction:$this' },
        Batch: { commit: 'writes table:*', '*': 'writes state:$this' },
      },
    },
    { names: ['@opentelemetry/api', 'dd-trace', 'posthog-node', '@segment/analytics-node', 'analytics-node', 'mixpanel', 'applicationinsights', '@vscode/extension-telemetry', 'prom-client'], members: { 'new *': { does: 'pure', returns: 'Meter' }, '**': { does: 'writes log', returns: 'Meter' } }, types: { Meter: { '**': { does: 'writes log', returns: 'Meter' } }, TelemetryReporter: { '**': 'writes log' } } },
  ],
};
