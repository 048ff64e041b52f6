// What the cases import from packages, as far as they use it. `shop-sdk` stands for any package that no catalogue knows:
// of its functions a reader has only the names.

declare module 'shop-sdk' {
  export interface User { id: string; name: string; email: string; teamId: string; managerId: string; active: boolean }
  export interface Team { id: string; name: string; size: number }
  export interface Order { id: string; userId: string; totalCents: number }
  export interface News { title: string }
  export interface Theme { colour: string }

  export function getUser(id: string): Promise<User>;
  export function findTeam(id: string): Promise<Team>;
  export function listOrders(userId: string): Promise<Order[]>;
  export function fetchNews(): Promise<News[]>;
  export function countVisits(page: string): Promise<number>;
  export function loadTheme(name: string): Promise<Theme>;
  export function queryStock(productId: string): Promise<number>;
  export function readPolicy(name: string): Promise<string>;
  export function getPrice(productId: string): Promise<number>;
  export function getShipping(productId: string): Promise<number>;

  export function updateUser(id: string, change: Partial<User>): Promise<User>;
  export function deleteUser(id: string): Promise<void>;
  export function saveOrder(order: Order): Promise<void>;
  export function createOrder(userId: string, productId: string): Promise<Order>;
  export function sendMail(to: string, text: string): Promise<void>;
  export function writeAudit(text: string): Promise<void>;
  export function invalidateCache(key: string): Promise<void>;
  export function reindex(): Promise<void>;
  export function syncCatalogue(): Promise<void>;
  export function process(id: string): Promise<string>;
  export function handle(id: string): Promise<void>;

  export function assertAllowed(userId: string, what: string): Promise<void>;
  export function requireLogin(): Promise<void>;
  export function ensureExists(userId: string): Promise<void>;
  export function verifySignature(text: string): Promise<void>;
  export function validateBasket(basket: readonly string[]): Promise<void>;
  export function authorize(userId: string): Promise<void>;

  export function openChannel(name: string): Promise<Channel>;
  export class Channel {
    connect(): Promise<void>;
    send(text: string): Promise<void>;
    receive(): Promise<string>;
    close(): Promise<void>;
  }
  export interface Result<T> { ok: boolean; value: T; error?: string }
  export function tryGetUser(id: string): Promise<Result<User>>;
  export function tryListOrders(userId: string): Promise<Result<Order[]>>;
  export function inTransaction(work: (tx: { update(id: string, change: Partial<Order>): Promise<void> }) => Promise<void>): Promise<void>;
  export function launchEditor(path: string): void;
  export function page(cursor: string | undefined): Promise<{ items: Order[]; next: string | undefined }>;
  export function job(id: string): Promise<{ done: boolean; progress: number }>;
  export function rows(table: string): AsyncIterable<{ id: string; name: string }>;
}

declare module '@prisma/client' {
  interface Delegate<T> {
    findUnique(query: { where: { id: string } }): Promise<T | null>;
    findUniqueOrThrow(query: { where: { id: string } }): Promise<T>;
    findMany(query?: { where?: Partial<T> | object; include?: object; select?: object; skip?: number; take?: number }): Promise<T[]>;
    count(query?: { where?: Partial<T> }): Promise<number>;
    create(query: { data: Partial<T> | object }): Promise<T>;
    update(query: { where: { id: string }; data: Partial<T> }): Promise<T>;
    updateMany(query: { where: Partial<T>; data: Partial<T> }): Promise<{ count: number }>;
    delete(query: { where: { id: string } }): Promise<T>;
    deleteMany(query?: { where?: Partial<T> }): Promise<{ count: number }>;
  }
  interface UserRow { id: string; email: string; orders: number }
  interface OrderRow { id: string; userId: string; total: number; state: string }
  interface AuditRow { id: string; text: string }
  interface Tables { user: Delegate<UserRow>; order: Delegate<OrderRow>; audit: Delegate<AuditRow> }
  export class PrismaClient implements Tables {
    user: Delegate<UserRow>;
    order: Delegate<OrderRow>;
    audit: Delegate<AuditRow>;
    $transaction<R>(work: (tx: Tables) => Promise<R>): Promise<R>;
    $transaction<R>(work: Promise<R>[]): Promise<R[]>;
    $executeRawUnsafe(statement: string): Promise<number>;
    $connect(): Promise<void>;
    $disconnect(): Promise<void>;
  }
}

declare module 'pg' {
  export interface QueryResult<T = Record<string, unknown>> { rows: T[] }
  export class Client {
    connect(): Promise<void>;
    query<T = Record<string, unknown>>(text: string, values?: unknown[]): Promise<QueryResult<T>>;
    end(): Promise<void>;
  }
  export class PoolClient extends Client { release(): void }
  export class Pool {
    query<T = Record<string, unknown>>(text: string, values?: unknown[]): Promise<QueryResult<T>>;
    connect(): Promise<PoolClient>;
    end(): Promise<void>;
  }
}

declare module 'typeorm' {
  export interface Repository<T> {
    find(query?: { where?: Partial<T> }): Promise<T[]>;
    findOne(query: { where: Partial<T> }): Promise<T | null>;
    findOneBy(where: Partial<T>): Promise<T | null>;
    count(): Promise<number>;
    save(row: Partial<T>): Promise<T>;
  }
  export interface QueryRunner {
    connect(): Promise<void>;
    startTransaction(): Promise<void>;
    commitTransaction(): Promise<void>;
    rollbackTransaction(): Promise<void>;
    release(): Promise<void>;
    query<T>(text: string): Promise<T[]>;
    readonly manager: EntityManager;
  }
  export class DataSource {
    initialize(): Promise<DataSource>;
    destroy(): Promise<void>;
    createQueryRunner(mode?: 'master' | 'slave'): QueryRunner;
    getRepository<T>(name: EntityTarget<T>): Repository<T>;
  }
  export type EntityTarget<T> = string | (new () => T);
  export interface EntityManager {
    getRepository<T>(name: EntityTarget<T>): Repository<T>;
  }
}

declare module 'form-data' {
  export default class FormData {
    append(name: string, value: string): void;
    pipe(to: NodeJS.WritableStream): void;
  }
}

declare module 'ioredis' {
  export default class Redis {
    select(database: number): Promise<'OK'>;
    get(key: string): Promise<string | null>;
    set(key: string, value: string): Promise<'OK'>;
    del(key: string): Promise<number>;
    incr(key: string): Promise<number>;
    rpush(key: string, ...values: string[]): Promise<number>;
    hset(key: string, field: string, value: string): Promise<number>;
    hgetall(key: string): Promise<Record<string, string>>;
  }
}

declare module 'axios' {
  interface Client {
    get<T>(url: string): Promise<{ data: T }>;
    post<T>(url: string, body: unknown): Promise<{ data: T }>;
    put<T>(url: string, body: unknown): Promise<{ data: T }>;
    delete(url: string): Promise<void>;
  }
  interface Instance extends Client {
    <T>(config: { url: string; method?: string; data?: unknown }): Promise<{ data: T }>;
  }
  const axios: Client & { create(config: { baseURL: string }): Instance };
  export default axios;
}

declare module 'octokit' {
  export class Octokit {
    rest: {
      repos: { get(query: { owner: string; repo: string }): Promise<{ data: { default_branch: string } }>; listBranches(query: { owner: string; repo: string }): Promise<{ data: { name: string }[] }> };
      issues: {
        listForRepo(query: { owner: string; repo: string }): Promise<{ data: { number: number }[] }>;
        create(query: { owner: string; repo: string; title: string }): Promise<{ data: { number: number } }>;
        addLabels(query: { owner: string; repo: string; issue_number: number; labels: string[] }): Promise<void>;
      };
    };
  }
}

declare module '@aws-sdk/client-s3' {
  export class GetObjectCommand { constructor(input: { Bucket: string; Key: string }); private readonly kind: 'get' }
  export class PutObjectCommand { constructor(input: { Bucket: string; Key: string; Body: string }); private readonly kind: 'put' }
  export class S3Client {
    send(command: GetObjectCommand): Promise<{ ETag?: string; ContentLength?: number }>;
    send(command: PutObjectCommand): Promise<{ ETag?: string }>;
  }
}

declare module 'execa' {
  type Output = 'inherit' | 'pipe' | 'ignore' | NodeJS.WritableStream | { file: string };
  export function execa(command: string, args?: readonly string[], options?: { cwd?: string; stdio?: 'inherit' | 'pipe'; stdout?: Output | readonly Output[]; stderr?: Output | readonly Output[] }): Promise<{ stdout: string }>;
}

declare module 'inquirer' {
  const inquirer: { prompt<T>(questions: readonly { name: string; message: string }[]): Promise<T> };
  export default inquirer;
}

declare module 'playwright' {
  export interface Locator { click(): Promise<void>; textContent(): Promise<string | null>; fill(text: string): Promise<void> }
  export interface Page {
    goto(url: string): Promise<void>;
    title(): Promise<string>;
    locator(selector: string): Locator;
    waitForResponse(url: string): Promise<{ status(): number }>;
    screenshot(options: { path: string }): Promise<void>;
    close(): Promise<void>;
  }
  export const chromium: { launch(): Promise<{ newPage(): Promise<Page>; close(): Promise<void> }> };
}

declare module 'zod' {
  interface Schema<T> { parseAsync(value: unknown): Promise<T>; parse(value: unknown): T }
  export const z: { string(): Schema<string>; object(shape: Record<string, Schema<unknown>>): Schema<Record<string, unknown>> };
}

declare module 'p-limit' {
  export default function pLimit(concurrency: number): <T>(work: () => Promise<T>) => Promise<T>;
}

declare module 'p-map' {
  export default function pMap<T, R>(list: Iterable<T>, each: (item: T) => Promise<R>, options?: { concurrency: number }): Promise<R[]>;
}

declare module 'ora' {
  interface Spinner { start(): Spinner; stop(): void; text: string }
  export default function ora(text: string): Spinner;
}

declare module 'simple-git' {
  export interface Git {
    add(path: string): Promise<void>;
    commit(message: string): Promise<void>;
    tag(name: string): Promise<void>;
    push(): Promise<void>;
    checkout(branch: string): Promise<void>;
    branch(): Promise<{ current: string }>;
    status(): Promise<{ modified: string[] }>;
    log(): Promise<{ total: number }>;
  }
  export function simpleGit(folder: string): Git;
}

declare module '@opentelemetry/api' {
  interface Span { end(): void }
  interface Tracer { startActiveSpan<R>(name: string, work: (span: Span) => R): R }
  export const trace: { getTracer(name: string): Tracer };
}

declare module 'sequelize' {
  export interface Transaction { commit(): Promise<void> }
  export class Model {
    id: string;
    save(options?: { transaction: Transaction }): Promise<this>;
    static findAll<M>(options?: object): Promise<M[]>;
  }
}

declare module 'shop-tools' {
  /** A client of which only the names of its methods are known. */
  export const sdk: {
    readonly expiry: number;
    buildQuery(words: string): Promise<object>;
    listFolders(folder: string): Promise<string[]>;
    clientOf(tx: { readonly id: string }): { readonly team: { update(query: { where: { id: string }; data: { active: boolean } }): Promise<void> } };
    getTeam(id: string, within: { readonly id: string }): Promise<string>;
    getUser(id: string, within: { readonly id: string }): Promise<string>;
    standardizePrompt(id: string): Promise<string>;
    prepareTools(id: string): Promise<string[]>;
    promptName(id: string): Promise<string>;
  };
}

declare module 'react' {
  export function cache<T>(work: T): T;
  export function useState<T>(): [T | undefined, (value: T) => void];
}

declare module '@clickhouse/client' {
  interface ClickHouseClient {
    query(options: { query: string }): Promise<{ json(): Promise<unknown[]> }>;
  }
  export function createClient(): ClickHouseClient;
}

declare module 'big.js' {
  export default class Big {
    constructor(value: number);
    mul(other: number): Big;
    toNumber(): number;
  }
}

declare module 'lodash' {
  const lodash: { remove<T>(list: T[], test: (item: T) => boolean): T[]; filter<T>(list: readonly T[], test: (item: T) => boolean): T[]; uniqueId(prefix?: string): string; isEmpty(value: unknown): boolean };
  export default lodash;
}

declare module 'drizzle-orm/pg-core' {
  export function serial(name: string): object;
  export function pgTable(name: string, columns: object): { readonly id: object };
}

declare module 'drizzle-orm/node-postgres' {
  interface Query extends Promise<object[]> { from(table: object): Query; values(row: object): Query; returning(): Query; where(condition: unknown): Query }
  export function drizzle(url: string): { insert(table: object): Query; update(table: object): Query; select(columns?: object): Query };
}

declare module 'sharp' {
  interface Sharp { resize(width: number): Sharp; toFile(path: string): Promise<{ size: number }> }
  export default function sharp(path: string): Sharp;
}
