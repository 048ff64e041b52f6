/** Thrown where a limit ends the run; the schedule up to there is kept. */
export class LimitReached extends Error {}

export interface Limits {
  /** Aborts the run at its next look (every few thousand steps), also from another thread where the flag is shared. */
  readonly signal?: { readonly aborted: boolean };
  /** Steps of the scheduler and of tasks, altogether. */
  readonly maxEvents: number;
  readonly maxTasks: number;
  /** Devices and the I/O pool serve any number at once, and nothing is recorded: for what the program could do at best. */
  readonly unlimited?: boolean;
}
