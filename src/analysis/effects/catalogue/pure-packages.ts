import type { Family, Members } from './schema.ts';

/** Types that a validator makes of a schema: values of the program's own, of which the package knows nothing. */
const described = { infer: {}, input: {}, output: {}, TypeOf: {}, Infer: {}, InferInput: {}, InferOutput: {}, InferType: {}, Static: {}, StaticDecode: {}, StaticEncode: {} };

/** Members of a package that its default export has too. */
function inDefault(names: readonly string[], does: string): Members {
  return { [names.flatMap((name) => [name, `default.${name}`]).join(' ')]: does };
}

/** Of lodash and its like, what changes the object or list that it is given. */
const changing = ['set', 'setWith', 'unset', 'update', 'updateWith', 'assign', 'assignIn', 'assignWith', 'assignInWith', 'extend', 'extendWith', 'extendOwn', 'defaults', 'defaultsDeep', 'merge', 'mergeWith', 'pull', 'pullAll', 'pullAllBy', 'pullAllWith', 'pullAt', 'remove', 'fill', 'reverse', 'bindAll'];

const functional: Members = { 'debounce throttle once memoize default.debounce default.throttle default.once default.memoize': { does: 'pure', returns: '$0' }, 'map filter forEach each reduce some every find flatMap groupBy keyBy sortBy uniqBy orderBy mapValues pickBy omitBy default.map default.filter default.forEach': 'calls $1', '**': 'pure' };

export const purePackages: Family = {
  family: 'Packages of plain functions',
  packages: [
    {
      names: ['lodash', 'lodash-es', 'underscore', 'es-toolkit', 'es-toolkit/*'],
      members: { ...inDefault(['remove'], 'writes state:$0 | calls $1'), ...inDefault(changing, 'writes state:$0'), ...inDefault(['uniqueId'], 'writes global:unique-id'), ...functional },
    },
    // What they give is new: nothing that they are given changes.
    { names: ['radash', 'remeda', 'ramda', 'lodash/fp', 'remeda/*'], members: functional },
    { names: ['p-memoize', 'memoizee', 'memoize', 'mem', 'moize', 'fast-memoize', 'memoize-one', 'micro-memoize', 'onetime', 'p-debounce', 'p-throttle'], members: { 'default memoize': { does: 'pure', returns: '$0' }, '**': 'pure' } },
    { names: changing.flatMap((name) => [`lodash/${name}`, `lodash.${name.toLowerCase()}`, `lodash-es/${name}`]), members: { default: 'writes state:$0' } },
    { names: ['lodash/uniqueId', 'lodash.uniqueid', 'lodash-es/uniqueId'], members: { default: 'writes global:unique-id' } },
    { names: ['lodash/*', 'lodash.*', 'lodash-es/*'], members: { default: 'pure' } },
    {
      names: [
        'date-fns', 'date-fns/*', 'ms', 'bytes', 'semver', 'semver/*', 'uuid', 'nanoid', 'cuid', 'ulid', 'bcrypt', 'bcryptjs', 'argon2', 'jsonwebtoken', 'jose', 'object-hash', 'fast-deep-equal', 'deepmerge', 'klona', 'clsx', 'classnames', 'tailwind-merge',
        'yaml', 'js-yaml', 'toml', 'smol-toml', 'jsonc-parser', 'json5', 'ini', 'dotenv-expand', 'fast-json-stable-stringify', 'safe-stable-stringify', 'devalue', 'superjson', 'qs', 'query-string', 'mime', 'mime-types', 'content-type', 'cookie', 'escape-string-regexp', 'minimatch', 'micromatch', 'picomatch', 'ignore', 'camelcase', 'change-case', 'pluralize', 'slugify', 'he', 'entities',
        'diff', 'marked', 'markdown-it', 'gray-matter', 'graphql-tag', 'sanitize-html', 'dompurify', 'handlebars', 'mustache', 'ejs', 'csv-parse/sync', 'csv-stringify/sync', 'papaparse', 'ts-dedent', 'dedent', 'outdent', 'type-fest', 'ts-pattern', 'tiny-invariant', 'string-template', 'decamelize', 'p-is-promise', 'is-docker', 'is-wsl', 'is-unicode-supported', 'validate-npm-package-name', 'parse-json', 'hosted-git-info', 'parse-github-url', 'git-url-parse', 'common-tags', 
      ],
      members: { 'compare hash compare.* jwtVerify verify decodeJwt sign': 'pure', '**': 'pure' },
    },
    // Values, whose methods give further values.
    { names: ['dayjs', 'moment', 'luxon', 'bignumber.js', 'decimal.js', 'big.js'], members: { '**': { does: 'pure', returns: 'Value' } }, types: { Value: { '**': { does: 'pure', returns: 'Value' } }, Moment: { '**': { does: 'pure', returns: 'Value' } }, Dayjs: { '**': { does: 'pure', returns: 'Value' } }, DateTime: { '**': { does: 'pure', returns: 'Value' } }, Big: { '**': { does: 'pure', returns: 'Value' } }, Decimal: { '**': { does: 'pure', returns: 'Value' } }, BigNumber: { '**': { does: 'pure', returns: 'Value' } } } },
    // They wait for nothing and touch nothing, but a rejected value throws on purpose: what follows may rely on it.
    { names: ['zod', 'zod/v3', 'zod/v4', 'valibot', 'yup', 'joi', 'superstruct', 'arktype', 'ajv', '@sinclair/typebox', 'io-ts', 'class-validator', 'class-transformer', 'runtypes'], members: { 'validateOrReject': 'throws', '**': { does: 'pure', returns: 'Schema' } }, types: { ...described, Schema: { 'parse parseAsync validateSync validate assert create': 'throws', '**': { does: 'pure', returns: 'Schema' } } } },
    { names: ['invariant', 'ts-invariant'], members: { '**': 'throws' } },
    { names: ['graphql'], members: { 'graphql execute subscribe': 'writes unknown', '**': 'pure' } },
    { names: ['dotenv', 'dotenv/config'], members: { 'config default.config': 'reads file:* | writes global:process | sync', 'parse default.parse': 'pure' } },
    { names: ['react', 'react/*', 'preact', 'preact/hooks'], members: { 'cache useCallback memo forwardRef': { does: 'pure', returns: '$0' }, '**': 'pure' } },
    { names: ['next/headers', 'next/server'], types: { Cookies: { 'set delete': 'writes global:cookie/$0', 'get has': 'reads global:cookie/$0', '*': 'reads global:cookie/*' } }, members: { cookies: { does: 'reads global:request', returns: 'Cookies' }, 'headers draftMode': 'reads global:request', 'after waitUntil': 'calls $0', '**': 'pure' } },
    { names: ['next/navigation'], members: { 'redirect permanentRedirect notFound forbidden unauthorized': 'never', '**': 'pure' } },
    { names: ['next/cache'], members: { 'revalidatePath revalidateTag expireTag': 'writes cache:*', 'unstable_cache cache': { does: 'pure', returns: '$0' }, '**': 'pure' } },
    { names: ['@nestjs/common', '@nestjs/swagger', '@nestjs/graphql', '@nestjs/core'], members: { 'new *Exception': 'pure', 'new Logger': { does: 'pure', returns: 'Logger' }, '**': 'pure' }, types: { Logger: { '*': 'writes log' } } },
  ],
};
