/** The road walked once: a ConcurrencyModel and durations → what every front end shows, words included. */
import type { ConcurrencyModel } from '../analysis/model.ts';
import type { FileReport, ReportOptions, Timeline } from './file-report.ts';

export declare function reportFile(model: ConcurrencyModel, options?: ReportOptions): FileReport;
export declare function timelineOf(model: ConcurrencyModel, functionId: string, options?: ReportOptions): Timeline | null;
