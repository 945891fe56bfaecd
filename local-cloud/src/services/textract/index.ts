import type { Cloud, Service } from '../../core/service.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import type { MakeRoom } from '../../document-reader/index.ts';
import { analyzeExpense } from './actions/analyzeExpense.ts';
import { getExpenseAnalysis } from './actions/getExpenseAnalysis.ts';
import { startExpenseAnalysis } from './actions/startExpenseAnalysis.ts';
import { Analyst } from './analysis.ts';
import { Jobs } from './jobs.ts';

/**
 * Textract's expense analysis. It reads real documents: the text that a PDF holds, and by recognition
 * what scans show. `close` ends the process that reads.
 *
 * @param makeRoom makes room for the memory that recognition takes
 */
export function createTextract(cloud: Cloud, makeRoom?: MakeRoom) {
  const jobs = new Jobs(cloud);
  const analyst = new Analyst(cloud, makeRoom);
  return {
    sdkId: 'Textract',
    operations: {
      AnalyzeExpense: analyzeExpense(cloud, analyst),
      GetExpenseAnalysis: getExpenseAnalysis(jobs),
      StartExpenseAnalysis: startExpenseAnalysis(cloud, jobs, analyst),
    },
    refusal: validationErrors('ValidationException'),
    state: jobs,
    close: () => analyst.close(),
  } satisfies Service & { close(): void };
}
