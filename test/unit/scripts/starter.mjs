/** A script that starts a process by way of scripts/processes.mjs, hands on what it prints, and waits to be ended (processes.test.ts). */
import { start } from '../../../scripts/processes.mjs';

const child = start(process.execPath, ['-e', process.argv[2] ?? '']);
child.stdout?.pipe(process.stdout);
