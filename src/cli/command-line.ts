/** The commands and their options, and what becomes of arguments that make no sense. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { analyzeCommand, type AnalyzeOptions } from './analyze.ts';
import { withAnalysisOptions } from './asked.ts';
import { Failure } from './failure.ts';
import { fixCommand, type FixCommandOptions } from './fix.ts';
import { scenariosCommand, simulateCommand, type SimulateOptions } from './simulate.ts';

/** What a command may touch of the world outside: tests give their own. */
export interface Surroundings {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colour: boolean;
  /** Characters in a line of the terminal. */
  readonly width: number;
  /** Whether a line that is written over shows how far a long run is. */
  readonly progress: boolean;
}

/** 0: done. 1: done, and what was found is more than was allowed. 2: not done. */
export type ExitStatus = 0 | 1 | 2;

export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = new Command('overlap')
    .description('Shows which awaits wait alone, which could overlap, and what that would save.')
    .version(manifest.version)
    .exitOverride()
    .configureOutput({ writeOut: surroundings.out, writeErr: surroundings.err, outputError: (text, write) => write(`overlap: ${oneLine(text)} (overlap --help lists what there is)\n`) })
    .showSuggestionAfterError(true);

  const analyze = program
    .command('analyze')
    .description('Reads files and says of every await whether it could overlap with its neighbours. Nothing in them is run.')
    .argument('<path...>', 'files, folders or quoted globs; .gitignore is honoured')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'sarif']).default('text'))
    .addOption(new Option('--threshold <ms>', "leave out findings that would save less than this (default: the project's setting overlap.thresholdMs, else 1)").argParser(milliseconds))
    .addOption(new Option('--max-findings <n>', 'exit with status 1 where there are more findings').argParser(wholeNumber))
    .addHelpText('after', exitStatus('1: more findings than --max-findings allows. 2: wrong arguments, or nothing could be read.'))
    .action((paths: string[], options: AnalyzeOptions) => {
      status = analyzeCommand(paths, options, surroundings);
    });

  const fix = program
    .command('fix')
    .description('Makes awaits that wait in line overlap, where results, effects and errors stay the same.')
    .argument('<path...>', 'files, folders or quoted globs; .gitignore is honoured')
    .option('--dry-run', 'print the changes as a unified diff and write nothing')
    .addOption(new Option('--safe', 'only what is proven to keep results, effects and errors (the default)').conflicts('all'))
    .addOption(new Option('--all', 'also what is to be checked first: read the diff'))
    .addOption(new Option('--threshold <ms>', "leave alone what would save less than this (default: the project's setting overlap.thresholdMs, else 1)").argParser(milliseconds))
    .addHelpText('after', exitStatus('2: wrong arguments, or no file could be read or changed.'))
    .action((paths: string[], options: FixCommandOptions) => {
      status = fixCommand(paths, options, surroundings);
    });

  const simulate = program
    .command('simulate')
    .description('Runs a scenario, or a function of yours, on the scheduler engine. Nothing of the function itself is executed.')
    .argument('<scenario>', 'a name from `overlap scenarios`, FILE.scenario.json, or FILE.ts#FUNCTION')
    .option('--set <name=value>', 'change a value, such as cores=4 or tasks[0].count=8; of a function a1=250ms; may be repeated', (pair: string, pairs: readonly string[] | undefined) => [...(pairs ?? []), pair])
    .option('--sweep <name=values>', 'run a scenario once for each value, such as cores=1..8 or resources.db.latency=5,10,20')
    .addOption(new Option('--models', 'run the same load under every execution model, and say which serves it best; of a function --set calls=100 and cores=4 are its load').conflicts(['sweep', 'replay']))
    .addOption(new Option('--replay <interleaving>', 'take the steps of one interleaving again, as a scenario with `explore` prints them').conflicts('sweep'))
    .addOption(new Option('--format <format>', 'how to print; trace is for chrome://tracing and Perfetto').choices(['text', 'json', 'trace']).default('text'))
    .addHelpText('after', exitStatus('1: it ends in a deadlock. 2: wrong arguments, or what is named cannot be read or run.'))
    .action((scenario: string, options: SimulateOptions) => {
      status = simulateCommand(scenario, options, surroundings);
    });

  for (const command of [analyze, fix, simulate]) withAnalysisOptions(command);

  program
    .command('scenarios')
    .description('Lists the scenarios that come with Overlap.')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText('after', exitStatus('2: wrong arguments.'))
    .action((options: { readonly format: 'text' | 'json' }) => {
      status = scenariosCommand(options, surroundings);
    });

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Help and version are asked for, and done; what commander says of wrong arguments it has said already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof Failure)) throw error;
    surroundings.err(`overlap: ${error.message}\n`);
    return 2;
  }
  return status;
}

function exitStatus(others: string): string {
  return `\nExit status 0: done. ${others}`;
}

/** `error: unknown option '--fo'\n(Did you mean --format?)` → one line without the word that the status says. */
function oneLine(text: string): string {
  return text.trim().replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError('Give a number of milliseconds from 0, such as 50.');
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('Give a whole number from 0.');
  return value;
}
