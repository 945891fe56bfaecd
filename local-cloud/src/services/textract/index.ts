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
 * what scans show. `rest` ends the process that reads while it is idle, `close` in any case.
 *
 * @param makeRoom makes room for the memory that reading takes
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
    rest: () => analyst.rest(),
    close: () => analyst.close(),
  } satisfies Service & { rest(): void; close(): void };
}
