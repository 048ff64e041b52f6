import tseslint from 'typescript-eslint';

/** What knows neither the editor nor Node, so that the same code runs in the extension host, a worker, a browser and the CLI. */
const pure = ['analysis', 'program', 'engine', 'laws', 'refactor', 'trace', 'scenarios', 'report', 'protocol.ts', 'contributions.ts'];

/** Which folders of src/ each folder may import from: the road runs in one direction. (extension.ts puts all of them together.) */
const mayImport = {
  analysis: [],
  program: ['analysis'],
  engine: ['program'],
  laws: ['engine', 'program'],
  refactor: ['analysis', 'program', 'engine'],
  trace: ['engine'],
  scenarios: ['program', 'engine'],
  'protocol.ts': ['program', 'engine', 'laws'],
  report: ['analysis', 'program', 'engine', 'laws', 'refactor', 'trace', 'scenarios', 'protocol.ts'],
  project: ['analysis'],
  worker: [...pure, 'project'],
  'contributions.ts': [],
  cli: [...pure, 'project', '../package.json'],
  documents: ['contributions.ts', 'worker'],
  panel: [...pure, 'worker', 'documents'],
  learn: [...pure, 'worker', 'documents', 'panel'],
  editor: [...pure, 'worker', 'documents', 'panel', 'learn'],
};

/** A folder inside a folder needs one `../` more to leave it. */
const depths = [0, 1, 2];

const outside = { regex: '^(vscode|node:.*|fs|path|os|url|util|child_process|worker_threads)$', message: 'This folder is pure: it knows neither vscode nor Node.' };
const noEditor = { regex: '^vscode$', message: 'This runs where there is no editor.' };

const roads = Object.entries(mayImport).flatMap(([folder, allowed]) => (folder.endsWith('.ts') ? [-1] : depths).map((depth) => ({
  files: [depth < 0 ? `src/${folder}` : `src/${folder}/${'*/'.repeat(depth)}*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', {
      patterns: [
        ...(pure.includes(folder) ? [outside] : ['project', 'worker', 'cli'].includes(folder) ? [noEditor] : []),
        { regex: `^${depth < 0 ? '\\./' : `(\\.\\./){${depth + 1}}`}(?!(${[folder, ...allowed].join('|')})(/|$))`, message: `src/${folder} may import only from: ${allowed.join(', ') || 'nothing but itself'}.` },
      ],
    }],
  },
})));

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'examples/', 'test/corpus/', '.vscode-test/', 'node_modules/'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './webview-ui/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-globals': ['error', { name: 'Math.random', message: 'Use the seeded generator, or crypto.' }],
    },
  },
  // Columns are indexed by rows that are known to exist; a default in place of the assertion would hide a wrong row.
  { files: ['src/engine/**/*.ts', 'src/laws/**/*.ts', 'test/bench/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  ...roads,
  // On the package each is a getter among two thousand: read at every node, they cost a tenth of the whole analysis. (`npm run bench analysis`)
  { files: ['src/analysis/**/*.ts'], rules: { 'no-restricted-syntax': ['error', { selector: 'MemberExpression[object.name="ts"][property.name=/^(is[A-Z]\\w*|forEachChild|canHaveModifiers|getModifiers|SyntaxKind|NodeFlags)$/]', message: 'Read it once, at the head of the file: const { … } = ts.' }] } },
  { files: ['**/*.mjs', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
export { mayImport, pure };
