import type { Family, Members } from './schema.ts';

const redis: Members = {
  'mget mGet exists': 'reads cache:*',
  'get getBuffer hget hGet hgetall hGetAll hmget hmGet hkeys hKeys hvals hlen hexists hExists llen lLen lrange lRange lindex smembers sMembers sismember sIsMember scard sCard zrange zRange zrangebyscore zscore zScore zcard zCard zrank zcount zCount zrevrange zrevrangebyscore zrevrank zlexcount smismember hrandfield srandmember ttl pttl type strlen xrange xlen getrange bitcount pfcount geopos': 'reads cache:$0',
  'keys scan scanStream scanIterator dbsize info ping time': 'reads cache:*',
  'mset mSet flushall flushAll flushdb flushDb eval evalsha script': 'writes cache:*',
  'set setex setEx psetex setnx setNX getset getSet getdel getDel expire expireAt pexpire persist incr incrby incrBy incrbyfloat decr decrby decrBy append setrange hset hSet hmset hsetnx hdel hDel hincrby hIncrBy lpush lPush rpush rPush lpop lPop rpop rPop lrem lRem ltrim lTrim lset sadd sAdd srem sRem spop sPop zadd zAdd zrem zRem zincrby zIncrBy zremrangebyscore xadd xAdd xack pfadd geoadd setbit': 'writes cache:$0',
  // One key or several.
  'del unlink': 'writes cache:$0 | writes cache:* if $1',
  'blpop brpop blPop brPop': 'writes cache:*',
  'rename renamenx renameNX smove sMove lmove lMove rpoplpush rPopLPush': 'writes cache:$0, cache:$1',
  'publish': 'writes queue:$0',
  'subscribe psubscribe unsubscribe punsubscribe sSubscribe pSubscribe': 'uses connection:$this',
  'multi pipeline': { does: 'pure', returns: 'Pipeline' },
  'connect disconnect quit auth unwatch duplicate': 'uses connection:$this',
  // Which database the next commands ask, and from when on a key is watched.
  'select watch': 'uses connection:$this | writes cache:*',
  'on once off': 'writes state:$this',
};

const types = { Redis: redis, Cluster: redis, RedisClientType: redis, RedisClient: redis, Pipeline: { 'exec execAsPipeline': 'writes cache:*', '*': { does: 'pure', returns: 'Pipeline' } } };

export const caches: Family = {
  family: 'Redis clients and caches',
  packages: [
    { names: ['ioredis'], members: { 'new default new Redis new Cluster new default.Cluster': { does: 'pure', returns: 'Redis' } }, types },
    { names: ['redis', '@redis/client'], members: { 'createClient createCluster': { does: 'pure', returns: 'Redis' } }, types },
    { names: ['@upstash/redis', '@vercel/kv'], members: { 'new Redis Redis.fromEnv createClient': { does: 'pure', returns: 'Redis' }, ...Object.fromEntries(Object.entries(redis).map(([names, member]) => [names.split(' ').map((name) => `kv.${name}`).join(' '), member])) }, types },
    { names: ['cache-manager', '@nestjs/cache-manager', 'keyv'], members: { 'caching createCache new default new Keyv': { does: 'pure', returns: 'Cache' } }, types: { Cache: { 'get has ttl mget': 'reads cache:$0', 'set del delete': 'writes cache:$0', 'reset clear mset mdel': 'writes cache:*', wrap: 'makes cache:$0 | calls $1' } } },
    { names: ['lru-cache', 'quick-lru', 'node-cache'], members: { 'new LRUCache new default': { does: 'pure', returns: 'LRUCache' } }, types: { LRUCache: { 'get has peek size keys values entries': 'reads state:$this', '*': 'writes state:$this' } } },
    { names: ['memcached', 'memjs'], members: { 'new default Client.create': { does: 'pure', returns: 'Client' } }, types: { Client: { 'get gets getMulti': 'reads cache:$0', '*': 'writes cache:$0' } } },
  ],
};
