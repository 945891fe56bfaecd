import { type ServeInput, serve } from './linear-learner/serve.ts';
import { type TrainInput, train } from './linear-learner/train.ts';

/**
 * SageMaker's linear learner as a regressor: fits by least squares what AWS fits by stochastic gradient
 * descent, and answers in the formats of AWS's. SageMaker's images know the same two commands.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/linear-learner.html
 */
export default async function linearLearner(input: TrainInput | ServeInput) {
  return input.command === 'train' ? train(input) : serve(input);
}
