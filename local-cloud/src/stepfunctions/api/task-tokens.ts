import type { Constraint } from '../../core/contract.ts';
import { AwsError } from '../../core/errors.ts';
import type { TokenProblem } from '../execution/types.ts';
import { invalidToken } from './errors.ts';

export const taskToken = { required: true, length: [1, 2048] } as const satisfies Constraint;

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
