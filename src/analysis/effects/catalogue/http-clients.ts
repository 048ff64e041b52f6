import { body, search } from './builtins.ts';
import type { Family, Members } from './schema.ts';

const verbs = (returns?: string): Members => {
  const line = (does: string) => (returns === undefined ? does : { does, returns });
  return { 'get head options': line('reads host:$0'), 'post put patch delete postForm putForm patchForm': line('writes host:$0') };
};

const axios: Members = { ...verbs(), request: 'request $0.url $0.method', 'getUri': 'pure', 'interceptors.request.* interceptors.response.*': 'writes state:$this', 'create extend': { does: 'pure', returns: 'Instance' } };
/** An instance is itself called. */
const axiosInstance: Members = { ...axios, call: 'request $0 $1.method' };

/** `ky.get(url).json()`: what comes is waited for, or asked for its body at once. */
const answering: Members = { ...verbs('global:Response'), 'extend create': { does: 'pure', returns: 'Instance' } };
const answeringInstance: Members = { ...answering, call: { does: 'request $0 $1.method', returns: 'global:Response' } };

export const httpClients: Family = {
  family: 'HTTP clients',
  packages: [
    { names: ['axios'], members: { ...axios, default: 'request $0 $1.method', 'default.get default.head default.options': 'reads host:$0', 'default.post default.put default.patch default.delete': 'writes host:$0', 'isAxiosError isCancel all spread AxiosError.*': 'pure', 'default.create': { does: 'pure', returns: 'Instance' } }, types: { Instance: axiosInstance, AxiosInstance: axiosInstance, AxiosStatic: axiosInstance, Axios: axios } },
    { names: ['got', 'ky', 'ky-universal'], members: { ...answering, 'default got': { does: 'request $0 $1.method', returns: 'global:Response' } }, types: { Instance: answeringInstance, KyInstance: answeringInstance, Got: answeringInstance } },
    { names: ['ofetch'], members: { ...verbs(), 'default ofetch $fetch': 'request $0 $1.method', 'extend create': { does: 'pure', returns: 'Instance' } }, types: { Instance: verbs() } },
    { names: ['form-data'], members: { 'new default new FormData': { does: 'pure', returns: 'FormData' } }, types: { FormData: { 'append pipe submit': 'writes state:$this', '*': 'reads state:$this' } } },
    { names: ['node-fetch', 'cross-fetch', 'isomorphic-fetch', 'undici', 'make-fetch-happen'], types: { Response: body, Request: body, Headers: search, FormData: search }, members: { 'default fetch request stream': { does: 'request $0 $1.method', returns: 'global:Response' }, 'new Response': { does: 'pure', returns: 'global:Response' }, 'new Headers': { does: 'pure', returns: 'global:Headers' }, 'new FormData': { does: 'pure', returns: 'global:FormData' }, 'new Agent new Pool new Client new ProxyAgent new EnvHttpProxyAgent new MockAgent new Request': 'pure', setGlobalDispatcher: 'writes global:dispatcher', getGlobalDispatcher: 'reads global:dispatcher' } },
    { names: ['superagent', 'supertest'], members: verbs() },
    { names: ['gaxios', 'request-promise', 'request-promise-native'], members: { ...verbs(), 'request default': 'request $0 $1.method', 'new Gaxios': { does: 'pure', returns: 'Gaxios' } }, types: { Gaxios: { request: 'request $0 $1.method' } } },
    {
      names: ['@actions/http-client'],
      members: { 'new HttpClient': { does: 'pure', returns: 'HttpClient' } },
      types: { HttpClient: { 'get getJson head options': 'reads host:$0', 'post postJson put putJson patch patchJson del request requestRaw sendStream': 'writes host:$0', dispose: 'uses connection:$this' } },
    },
    {
      names: ['@apollo/client', '@apollo/client/core', 'apollo-client', 'apollo-boost', 'graphql-request', '@urql/core'],
      members: { 'new ApolloClient new GraphQLClient new Client createClient': { does: 'pure', returns: 'Client' }, 'gql': 'pure', request: 'request $0', 'new InMemoryCache new HttpLink new ApolloLink createHttpLink from split': 'pure' },
      types: {
        Client: { 'query readQuery readFragment rawRequest': 'reads host:*', request: 'writes host:*', 'mutate writeQuery writeFragment mutation resetStore clearStore refetchQueries': 'writes host:*' },
        ApolloClient: { 'query readQuery readFragment': 'reads host:*', 'mutate writeQuery writeFragment resetStore clearStore refetchQueries': 'writes host:*' },
        GraphQLClient: { 'request rawRequest': 'writes host:*', 'setHeader setHeaders': 'writes state:$this' },
      },
    },
    { names: ['apollo-link-http', 'apollo-link-context', 'apollo-link', 'apollo-cache-inmemory'], members: { '**': 'pure' } },
  ],
};
