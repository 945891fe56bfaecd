import type { Rows } from './csv.ts';
import { type LinearModel, predict } from './least-squares.ts';

/**
 * The metrics of regressors under AWS's names; the objective is the squared loss, of labels as they are.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/linear-learner-tuning.html
 */
export function metricsOf(model: LinearModel, rows: Rows): Record<string, number> {
  const errors = rows.map(([label, ...features]) => predict(model, features) - label!);
  const mse = mean(errors.map((error) => error ** 2));
  return {
    objective_loss: mse,
    mse,
    rmse: Math.sqrt(mse),
    absolute_loss: mean(errors.map(Math.abs)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
