import type { Family } from './schema.ts';

export const mongodb: Family = {
  family: 'MongoDB driver',
  packages: [{
    names: ['mongodb'],
    members: { 'new MongoClient': { does: 'pure', returns: 'MongoClient' }, 'MongoClient.connect': { does: 'uses connection:*', returns: 'MongoClient' }, 'new ObjectId ObjectId.*': 'pure' },
    types: {
      MongoClient: { db: { does: 'pure', returns: 'Db' }, 'connect close': 'uses connection:$this', startSession: { does: 'pure', returns: 'ClientSession' }, withSession: { does: 'calls $0', hands: 'ClientSession' } },
      Db: { collection: { does: 'pure', returns: 'Collection' }, 'listCollections collections stats': 'reads table:*', '*': 'writes table:*' },
      Collection: {
        'findOneAndUpdate findOneAndDelete findOneAndReplace': 'writes table:$this',
        'find aggregate': { does: 'reads table:$this', returns: 'Cursor' },
        'findOne count* estimatedDocumentCount distinct indexes indexExists listIndexes': 'reads table:$this',
        '*': 'writes table:$this',
      },
      Cursor: { 'toArray next hasNext forEach count explain': 'reads connection:$this', '*': { does: 'pure', returns: 'Cursor' } },
      ClientSession: { withTransaction: 'calls $0 | uses transaction:$this', '*': 'uses transaction:$this' },
    },
  }],
};
