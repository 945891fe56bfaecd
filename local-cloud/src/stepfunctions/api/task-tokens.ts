import { AwsError } from '../../core/errors.ts';
import type { TokenProblem } from '../execution/types.ts';
import type { Constraint } from './constraints.ts';
import { invalidToken } from './errors.ts';

export const taskToken: Constraint = { required: true, min: 1, max: 2048 };

/** Throws what AWS answers to a token that cannot be used. InvalidToken is recorded. */
export function checkToken(problem: TokenProblem | undefined): void {
  switch (problem) {
    case undefined:
      return;
    case 'InvalidToken':
      throw invalidToken();
    case 'TaskTimedOut':
      throw new AwsError(problem, "Task Timed Out: 'Provided task does not exist anymore'");
    case 'TaskDoesNotExist':
      throw new AwsError(problem, "Task Does Not Exist: 'Provided task does not exist'");
  }
}
