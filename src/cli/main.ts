/** The entry of the command line: data to stdout, everything else to stderr, and the exit status of the contract. */
import process from 'node:process';
import { runCommandLine } from './command-line.ts';

// Whoever reads us may stop reading (`overlap analyze . | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Not process.exit(): what is still on its way into a pipe would be lost.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
  width: process.stdout.columns || 100,
  progress: process.stderr.isTTY && !process.stdout.isTTY,
});
