import type { Family, Members } from './schema.ts';

const github: Members = {
  paginate: { does: 'reads host:github', returns: 'Octokit' },
  'paginate.iterator': 'reads host:github',
  'rest.*.get* rest.*.list* rest.*.check* rest.*.compare* rest.*.download*': 'reads host:github/$*',
  // What is merged, pushed or deployed shows in other parts as well; a comment or a label does not.
  'rest.pulls.* rest.repos.* rest.git.*': 'writes host:github/*',
  'rest.*.*': 'writes host:github/$*',
  'get* list* checks.get* checks.list*': 'reads host:github',
  graphql: 'request $0',
  'graphql.paginate': 'reads host:github',
  request: 'writes host:github',
  'hook.*': 'writes state:$this',
  auth: 'reads host:github',
  '*.get* *.list* *.check* *.compare*': 'reads host:github/$*',
  'pulls.* repos.* git.*': 'writes host:github/*',
  '*.*': 'writes host:github/$*',
};

const stripe: Members = {
  'invoices.createPreview invoices.retrieveUpcoming': 'reads host:stripe/invoices',
  '*.retrieve* *.list* *.search*': 'reads host:stripe/$*',
  '*.*.retrieve* *.*.list* *.*.search*': 'reads host:stripe/$*',
  'webhooks.constructEvent webhooks.constructEventAsync webhooks.generateTestHeaderString': 'pure',
  // A change of a subscription shows in an invoice, a payment in a balance.
  '*.*': 'writes host:stripe/$*, host:stripe/*',
  '*.*.*': 'writes host:stripe/$*, host:stripe/*',
};

const blob: Members = {
  'exists getProperties download downloadToBuffer downloadToFile listBlobsFlat listBlobsByHierarchy': 'reads host:$this',
  'getBlobClient getBlockBlobClient getContainerClient': 'pure',
  '*': 'writes host:$this',
};

export const cloud: Family = {
  family: 'Cloud and product SDKs: AWS, GitHub, Stripe, Azure, Google, model providers',
  packages: [
    {
      names: ['@aws-sdk/*'],
      members: { 'new *Client': { does: 'pure', returns: 'Client' }, 'new *': { does: 'pure', returns: 'Client' }, 'paginate* list* getSignedUrl': 'reads host:aws', 'waitUntil*': 'reads host:aws | waits', 'marshall unmarshall from*': 'pure', '*.from': { does: 'pure', returns: 'Client' } },
      types: {
        Client: { send: 'command $0', destroy: 'uses connection:$this', 'get* list* describe* head* query scan batchGet*': 'reads host:aws', 'config.** middlewareStack.**': 'pure', done: 'writes host:aws', '*': 'writes host:aws' },
      },
    },
    {
      names: ['aws-sdk'],
      members: { 'new * new default.*': { does: 'pure', returns: 'Client' } },
      types: { Client: { 'get* list* describe* head* query scan batchGet*': { does: 'reads host:aws/$0.TableName$0.Bucket$0.QueueUrl', returns: 'Request' }, '*': { does: 'writes host:aws/$0.TableName$0.Bucket$0.QueueUrl', returns: 'Request' } }, Request: { promise: 'pure' } },
    },
    {
      names: ['@octokit/rest', '@octokit/core', 'octokit', '@octokit/action', '@octokit/app', '@octokit/auth-app', '@octokit/graphql', '@octokit/request'],
      members: { 'new Octokit new App new default': { does: 'pure', returns: 'Octokit' }, graphql: 'request $0', request: 'writes host:github', 'createAppAuth': 'pure', 'Octokit.plugin Octokit.defaults': 'pure' },
      types: { Octokit: github, App: github },
    },
    { names: ['@actions/github'], members: { getOctokit: { does: 'pure', returns: 'Octokit' }, 'context.**': 'pure' }, types: { Octokit: github } },
    { names: ['stripe'], members: { 'new default new Stripe': { does: 'pure', returns: 'Stripe' } }, types: { Stripe: stripe, default: stripe } },
    {
      names: ['@azure/storage-blob'],
      members: { 'new *': { does: 'pure', returns: 'BlobClient' } },
      types: { BlobClient: blob, BlockBlobClient: blob, ContainerClient: blob, BlobServiceClient: blob },
    },
    { names: ['@google-cloud/storage'], members: { 'new Storage': { does: 'pure', returns: 'Storage' } }, types: { Storage: { 'bucket': { does: 'pure', returns: 'Storage' }, 'file': { does: 'pure', returns: 'Storage' }, 'get* exists download': 'reads host:$this', '*': 'writes host:$this' } } },
    {
      names: ['openai', '@anthropic-ai/sdk', '@google/generative-ai', 'groq-sdk'],
      members: { 'new default new OpenAI new Anthropic new GoogleGenerativeAI': { does: 'pure', returns: 'Client' } },
      // A completion changes nothing that another request would see.
      types: { Client: { 'responses.create': 'reads host:model | writes host:conversation/$0.conversation if $0.conversation', 'chat.completions.* messages.create messages.stream embeddings.* completions.* moderations.* images.* models.*': 'reads host:model', '**': 'writes host:model' } },
    },
    { names: ['@slack/web-api'], members: { 'new WebClient': { does: 'pure', returns: 'Client' } }, types: { Client: { '*.list *.info *.history': 'reads host:slack/$*', '**': 'writes host:slack' }, WebClient: { '*.list *.info *.history': 'reads host:slack/$*', '**': 'writes host:slack' } } },
    { names: ['nodemailer'], members: { createTransport: { does: 'pure', returns: 'Transport' }, 'default.createTransport': { does: 'pure', returns: 'Transport' } }, types: { Transport: { verify: 'reads host:mail', '*': 'writes host:mail' } } },
    { names: ['@sentry/node', '@sentry/nextjs', '@sentry/browser'], members: { 'startSpan withScope': 'calls $1', 'capture* addBreadcrumb set*': 'writes log', 'flush close': 'uses connection:sentry', 'init': 'writes global:sentry' } },
  ],
};
