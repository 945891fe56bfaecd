import { expect, test } from 'vitest';
import { algorithmOf } from './algorithms.ts';

test.each([
  ['382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1', 'linear-learner'],
  ['382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner', 'linear-learner'],
  ['683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1', 'sagemaker-xgboost'],
  ['123456789012.dkr.ecr.us-east-1.amazonaws.com/team/learner:latest', 'team/learner'],
  [`localhost:5000/learner@sha256:${'0'.repeat(64)}`, 'learner'],
  ['learner', 'learner'],
])('%s is the algorithm %s', (image, algorithm) => {
  expect(algorithmOf(image)).toBe(algorithm);
});
