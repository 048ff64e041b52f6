/** What a Schedule amounts to. Times are whole microseconds, except means; ratios are plain numbers. */
export interface Metrics {
  readonly wallUs: number;
  /** The baseline that `speedup` divides by: see {@link speedupOf}. */
  readonly serialUs: number;
  readonly speedup: number;
  readonly speedupOf: 'cpu' | 'elapsed';
  /** Sum of CPU work. */
  readonly cpuSerialUs: number;
  /** One task at a time, with its waits. */
  readonly elapsedSerialUs: number;
  /** Busy core time ÷ (cores × wall). */
  readonly utilisation: number;
  readonly blockedCoreUs: number;
  readonly overheadUs: number;
  readonly switches: number;
  readonly workUs: number;
  /** The longest chain of work and waits that had to follow one another. */
  readonly spanUs: number;
  readonly parallelism: number;
  readonly throughputPerS: number;
  /** Nearest-rank percentiles of the time from arrival to end. */
  readonly latencyUs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number; readonly mean: number };
  /** Mean number of tasks in the system (Little's L). */
  readonly wip: number;
  readonly memoryBytes: number;
  /** Rule 10: the share of the work done at instants when exactly one thing is in progress, nothing being limited. */
  readonly serialFraction: number;
  readonly amdahl: readonly { readonly cores: number; readonly speedup: number }[];
  /** 1 ÷ serial fraction; null where the serial fraction is 0 and there is no limit. */
  readonly amdahlLimit: number | null;
}
