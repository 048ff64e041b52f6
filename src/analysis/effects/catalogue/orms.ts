import type { Family, Members } from './schema.ts';

const prisma: Members = {
  $transaction: { does: 'calls $0 | waits', hands: 'TransactionClient' },
  '$queryRaw $queryRawUnsafe $executeRaw $executeRawUnsafe': 'sql $0',
  '$connect $disconnect': 'uses connection:$this',
  '$on $use': 'writes state:$this',
  $extends: { does: 'pure', returns: 'PrismaClient' },
  '*.findUniqueOrThrow *.findFirstOrThrow': 'reads table:$* | throws',
  '*.find* *.count *.aggregate *.groupBy': 'reads table:$*',
  '*.create* *.update* *.upsert *.delete*': 'writes table:$*',
};

// Two transactions may run side by side. But one runs on one connection: its reads gain nothing, its writes keep their order.
const prismaTransaction: Members = {
  '$queryRaw $queryRawUnsafe $executeRaw $executeRawUnsafe': 'sql $0 | uses transaction:$this',
  '*.findUniqueOrThrow *.findFirstOrThrow': 'reads table:$* | uses transaction:$this | throws',
  '*.find* *.count *.aggregate *.groupBy': 'reads table:$* | uses transaction:$this',
  '*.create* *.update* *.upsert *.delete*': 'writes table:$* | uses transaction:$this',
};

const repository: Members = {
  'find* count* exist* exists sum average minimum maximum metadata': 'reads table:$type',
  query: 'sql $0',
  'findOneOrFail findOneByOrFail': 'reads table:$type | throws',
  'create merge preload hasId getId': 'pure',
  createQueryBuilder: { does: 'pure', returns: 'SelectQueryBuilder' },
  'save insert update upsert delete remove softDelete softRemove restore recover increment decrement clear': 'writes table:$type',
};

const typeormManager: Members = {
  'find* count* exist* exists sum average minimum maximum': 'reads table:$0 | uses connection:$this',
  'save insert update upsert delete remove softDelete softRemove restore recover increment decrement clear': 'writes table:* | uses connection:$this',
  query: 'sql $0 | uses connection:$this',
  transaction: { does: 'calls $0 | waits', hands: 'EntityManager' },
  getRepository: { does: 'pure', returns: 'Repository' },
  createQueryBuilder: { does: 'pure', returns: 'SelectQueryBuilder' },
  create: 'pure',
};

/** The same manager, reached as a member of what holds it. */
const ofManager: Members = Object.fromEntries(Object.entries(typeormManager).map(([names, does]) => [names.split(' ').map((name) => `manager.${name}`).join(' '), does]));

const builder: Members = {
  'getOne getMany getManyAndCount getRawOne getRawMany getCount getRawAndEntities getOneOrFail stream getExists': 'reads table:*',
  execute: 'writes table:*',
  'insert update delete softDelete restore': { does: 'pure', returns: 'WriteQueryBuilder' },
  '*': { does: 'pure', returns: 'SelectQueryBuilder' },
};

const mongooseModel: Members = {
  'findOneAndUpdate findByIdAndUpdate findOneAndDelete findByIdAndDelete findOneAndReplace findByIdAndRemove findOneAndRemove': { does: 'writes table:$this', returns: 'Query' },
  'find* count* countDocuments estimatedDocumentCount exists distinct where': { does: 'reads table:$this', returns: 'Query' },
  'aggregate watch': 'reads table:$this',
  'updateOne updateMany replaceOne deleteOne deleteMany': { does: 'writes table:$this', returns: 'Query' },
  'create insertMany bulkWrite bulkSave save remove syncIndexes createIndexes createCollection init': 'writes table:$this',
  'hydrate castObject': 'pure',
};

/** How a query is carried out; what it is about was told where it was begun. */
const mongooseQuery: Members = {
  'exec lean sort limit skip select where equals gt gte lt lte in nin ne and or nor regex hint batchSize maxTimeMS collation comment read setOptions orFail clone': { does: 'pure', returns: 'Query' },
  session: { does: 'uses transaction:$0', returns: 'Query' },
  // It fills the document that a query gave, or goes on with the query.
  populate: { does: 'reads table:* | writes state:$this', returns: 'Query' },
};

const sequelizeModel: Members = {
  'findOrCreate findCreateFind findOrBuild': 'writes table:$this',
  'find* count* aggregate sum max min': 'reads table:$this',
  'create bulkCreate update destroy upsert increment decrement restore truncate save drop sync': 'writes table:$this',
  'build': 'pure',
  'belongsTo belongsToMany hasMany hasOne init addHook addScope': 'writes state:$this',
  'scope unscoped': { does: 'pure', returns: 'Model' },
};

/** What a class that extends `Model` inherits as functions of the class itself: `this.findOne(…)` in a static method. */
function statics(model: Members): Members {
  return Object.fromEntries(Object.entries(model).map(([names, does]) => [names.split(' ').map((name) => `Model.${name}`).join(' '), does]));
}

const drizzle: Members = {
  'query.*.*': 'reads table:$*',
  select: { does: 'pure', returns: 'Select' },
  'selectDistinct selectDistinctOn': { does: 'pure', returns: 'Select' },
  // What follows may change rows as well: `db.with(old).delete(users)`.
  with: { does: 'pure', returns: 'Database' },
  $count: 'reads table:$0',
  insert: { does: 'writes table:$0', returns: 'Write' },
  'update delete': { does: 'writes table:$0', returns: 'Write' },
  'execute run all get values': 'sql $0',
  batch: 'writes table:*',
  transaction: { does: 'calls $0 | waits', hands: 'Transaction' },
};

const drizzleTransaction: Members = Object.fromEntries(
  Object.entries(drizzle).map(([names, member]) => [names, typeof member === 'string' ? `${member} | uses transaction:$this` : member.does === 'pure' ? { ...member, does: 'uses transaction:$this' } : { ...member, does: `${member.does} | uses transaction:$this` }]),
);

const knexBuilder: Members = {
  batchInsert: { does: 'writes table:$0', returns: 'WriteBuilder' },
  'insert update del delete upsert truncate increment decrement onConflict merge': { does: 'writes table:*', returns: 'WriteBuilder' },
  'raw': 'sql $0',
  transaction: { does: 'calls $0 | waits', hands: 'Transaction', returns: 'Transaction' },
  'commit rollback': 'uses transaction:$this',
  'destroy initialize': 'uses connection:$this',
  'schema.hasTable schema.hasColumn': 'reads table:*',
  'schema.**': 'writes table:*',
  '*': { does: 'reads table:*', returns: 'Builder' },
};

export const orms: Family = {
  family: 'Object-relational mappers and query builders',
  packages: [
    {
      names: ['@prisma/client', '.prisma/client', '@prisma/client/edge'],
      members: { 'new PrismaClient': { does: 'pure', returns: 'PrismaClient' }, 'Prisma.sql Prisma.join Prisma.raw Prisma.validator Prisma.defineExtension Prisma.empty Prisma.Decimal': 'pure', 'new Prisma.Decimal': 'pure' },
      types: { PrismaClient: prisma, TransactionClient: prismaTransaction, 'Prisma.TransactionClient': prismaTransaction },
    },
    {
      names: ['typeorm'],
      members: {
        'new DataSource createConnection getConnection getManager': { does: 'pure', returns: 'DataSource' },
        getRepository: { does: 'pure', returns: 'Repository' },
        'In Not Like ILike IsNull LessThan MoreThan MoreThanOrEqual LessThanOrEqual Between Any Raw Equal Brackets new Brackets': 'pure',
      },
      types: {
        DataSource: { ...typeormManager, 'find* count*': 'reads table:$0', createQueryRunner: { does: 'pure', returns: 'QueryRunner' }, 'manager.find* manager.count* manager.exist* manager.exists': 'reads table:$0', ...ofManager, 'initialize connect destroy close synchronize runMigrations undoLastMigration dropDatabase': 'uses connection:$this', query: 'sql $0' },
        EntityManager: typeormManager,
        QueryRunner: { ...ofManager, 'manager.*': 'uses connection:$this | writes table:*', query: 'sql $0 | uses connection:$this', '*': 'uses connection:$this' },
        Repository: repository,
        TreeRepository: repository,
        MongoRepository: repository,
        SelectQueryBuilder: builder,
        WriteQueryBuilder: { execute: 'writes table:*', '*': { does: 'pure', returns: 'WriteQueryBuilder' } },
      },
    },
    {
      names: ['mongoose', '@nestjs/mongoose'],
      members: {
        'model default.model': { does: 'pure', returns: 'Model' },
        'connect disconnect createConnection default.connect default.disconnect': 'uses connection:mongoose',
        'startSession default.startSession': { does: 'reads connection:mongoose', returns: 'ClientSession' },
        'new Schema new Types.ObjectId Types.ObjectId.* isValidObjectId new default.Schema new default.Types.ObjectId InjectModel': 'pure',
      },
      types: {
        Model: mongooseModel,
        Query: mongooseQuery,
        ClientSession: { withTransaction: 'calls $0 | uses transaction:$this', '*': 'uses transaction:$this' },
        Document: { 'save updateOne deleteOne remove': 'writes table:*', populate: 'reads table:* | writes state:$this', 'toObject toJSON get isModified equals': 'pure', 'set markModified': 'writes state:$this' },
        HydratedDocument: { 'save updateOne deleteOne remove': 'writes table:*', populate: 'reads table:* | writes state:$this', 'toObject toJSON get isModified equals': 'pure', 'set markModified': 'writes state:$this' },
      },
    },
    {
      names: ['sequelize', 'sequelize-typescript'],
      members: { 'new Sequelize': { does: 'pure', returns: 'Sequelize' }, 'Op.* DataTypes.* literal fn col where': 'pure', ...statics(sequelizeModel) },
      types: {
        Sequelize: { define: { does: 'pure', returns: 'Model' }, model: { does: 'pure', returns: 'Model' }, query: 'sql $0', transaction: { does: 'calls $0 | waits', hands: 'Transaction', returns: 'Transaction' }, 'sync drop truncate authenticate close': 'uses connection:$this' },
        Model: sequelizeModel,
        ModelStatic: sequelizeModel,
        Transaction: { '*': 'uses transaction:$this' },
      },
    },
    {
      names: ['drizzle-orm', 'drizzle-orm/*'],
      members: {
        drizzle: { does: 'pure', returns: 'Database' },
        'eq ne gt gte lt lte and or not inArray notInArray isNull isNotNull like ilike between exists sql sql.raw sql.join desc asc count sum avg min max relations pgTable mysqlTable sqliteTable': 'pure',
        migrate: 'writes table:*',
      },
      types: {
        Database: drizzle, NodePgDatabase: drizzle, PostgresJsDatabase: drizzle, NeonHttpDatabase: drizzle, BetterSQLite3Database: drizzle, DrizzleD1Database: drizzle, LibSQLDatabase: drizzle, MySql2Database: drizzle, PgDatabase: drizzle, VercelPgDatabase: drizzle,
        Transaction: drizzleTransaction, PgTransaction: drizzleTransaction,
        Select: { from: { does: 'reads table:$0', returns: 'Select' }, 'leftJoin innerJoin rightJoin fullJoin': { does: 'reads table:$0', returns: 'Select' }, '*': { does: 'pure', returns: 'Select' } },
        Write: { 'from leftJoin innerJoin rightJoin fullJoin': { does: 'reads table:$0', returns: 'Write' }, '*': { does: 'pure', returns: 'Write' } },
      },
    },
    {
      names: ['knex'],
      members: { 'default knex knex.default': { does: 'pure', returns: 'Knex' } },
      types: {
        Knex: { call: { does: 'reads table:$0', returns: 'Builder' }, ...knexBuilder },
        Builder: knexBuilder,
        WriteBuilder: { '*': { does: 'pure', returns: 'WriteBuilder' } },
        Transaction: { call: { does: 'reads table:$0 | uses transaction:$this', returns: 'Builder' }, '*': { does: 'uses transaction:$this', returns: 'Builder' } },
      },
    },
    {
      names: ['kysely'],
      members: { 'new Kysely': { does: 'pure', returns: 'Kysely' }, sql: 'pure' },
      types: {
        Kysely: {
          selectFrom: { does: 'reads table:$0', returns: 'Query' },
          'insertInto updateTable deleteFrom replaceInto mergeInto': { does: 'writes table:$0', returns: 'Query' },
          transaction: { does: 'pure', returns: 'TransactionBuilder' },
          'schema.**': 'writes table:*',
          destroy: 'uses connection:$this',
        },
        Transaction: { selectFrom: { does: 'reads table:$0 | uses transaction:$this', returns: 'Query' }, 'insertInto updateTable deleteFrom replaceInto': { does: 'writes table:$0 | uses transaction:$this', returns: 'Query' } },
        TransactionBuilder: { execute: { does: 'calls $0 | waits', hands: 'Transaction' }, '*': { does: 'pure', returns: 'TransactionBuilder' } },
        Query: { 'from innerJoin leftJoin rightJoin fullJoin using': { does: 'reads table:$0', returns: 'Query' }, '*': { does: 'pure', returns: 'Query' } },
      },
    },
    {
      names: ['@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@mikro-orm/sqlite'],
      members: { 'MikroORM.init': { does: 'uses connection:*', returns: 'MikroORM' } },
      types: { MikroORM: { 'em.find* em.count': 'reads table:$0 | uses connection:$this', 'em.**': 'uses connection:$this', 'close migrator.** schema.**': 'uses connection:$this' }, EntityManager: { 'persist remove': 'writes state:$this', '*': 'uses connection:$this' }, EntityRepository: { 'find* count': 'reads table:$type', 'create assign': 'pure', '*': 'writes table:$type' } },
    },
  ],
};
