import type { Family, Members } from './schema.ts';

const spinner: Members = { '*': 'uses terminal' };

export const prompts: Family = {
  family: 'Prompts, spinners and the terminal',
  packages: [
    { names: ['inquirer'], members: { 'prompt default.prompt createPromptModule': 'prompts', 'registerPrompt': 'writes global:inquirer', 'default': 'prompts' } },
    { names: ['@inquirer/prompts', '@inquirer/*', 'prompts', 'enquirer', 'readline-sync'], members: { 'default.inject default.override inject override': 'writes global:prompts', '**': 'prompts' } },
    { names: ['@clack/prompts', '@clack/core'], members: { 'isCancel': 'pure', 'spinner progress taskLog': { does: 'pure', returns: 'Spinner' }, 'group text password confirm select multiselect groupMultiselect selectKey autocomplete path': 'prompts', tasks: 'uses terminal', 'intro outro note cancel log.** stream.**': 'uses terminal' }, types: { Spinner: spinner } },
    { names: ['ora', 'nanospinner', 'yocto-spinner', 'cli-spinners'], members: { 'default createSpinner oraPromise': { does: 'uses terminal', returns: 'Spinner' } }, types: { Spinner: spinner, Ora: spinner } },
    { names: ['listr2', 'listr'], members: { 'new Listr new default': { does: 'pure', returns: 'Spinner' } }, types: { Spinner: spinner } },
    { names: ['readline', 'readline/promises'], members: { createInterface: { does: 'pure', returns: 'Interface' }, 'promises.createInterface': { does: 'pure', returns: 'Interface' }, 'clearLine cursorTo moveCursor emitKeypressEvents': 'uses terminal' }, types: { Interface: { question: 'prompts', '*': 'uses terminal' } } },
    { names: ['chalk', 'picocolors', 'kleur', 'kleur/colors', 'ansi-colors', 'colorette', 'strip-ansi', 'wrap-ansi', 'string-width', 'boxen', 'figures', 'log-symbols', 'cli-table3', 'table'], members: { '**': 'pure' } },
    {
      names: ['@oclif/core', '@oclif/core/ux'],
      members: {
        'ux.action.** action.** CliUx.ux.action.**': 'uses terminal',
        'ux.error error Errors.error ux.exit exit Errors.exit': 'never',
        'ux.prompt ux.confirm ux.anykey prompt confirm anykey CliUx.ux.prompt CliUx.ux.confirm': 'prompts',
        'ux.wait wait': 'waits',
        'ux.colorize colorize': 'pure',
        'ux.* stdout stderr warn Errors.warn': 'writes log',
      },
    },
    { names: ['log-update', 'cli-progress'], members: { '**': 'uses terminal' } },
    {
      names: ['winston', 'pino', 'bunyan', 'loglevel', 'consola', 'signale', 'npmlog', 'debug', 'tslog'],
      members: { 'default createLogger createConsola getLogger new default new Logger': { does: 'pure', returns: 'Logger' }, 'format.** transports.** new transports.*': 'pure', '**': 'writes log' },
      types: { Logger: { 'child extend withTag getSubLogger': { does: 'pure', returns: 'Logger' }, '**': 'writes log' } },
    },
  ],
};
