import MultivariateLinearRegression from 'ml-regression-multivariate-linear';
import type { Rows } from './csv.ts';
import type { Settings } from './hyperparameters.ts';

/** A linear function of the features. */
export interface LinearModel {
  readonly bias: number;
  readonly weights: readonly number[];
}

/**
 * The linear function with the least squares of errors over rows of a label and features.
 *
 * Features are shifted to a mean of zero (where there is a bias) and scaled to one size, without which small
 * ones are taken for nothing beside large ones, and solved by singular values: where features are
 * collinear, any of many functions has the least squares, and this gives the one whose weights of the scaled
 * features are the smallest. A feature that never changes has the weight 0.
 */
export function leastSquares(rows: Rows, { useBias, wd }: Settings): LinearModel {
  const columns = rows[0]!.map((_, column) => columnOf(rows, column, useBias));
  const [label, ...features] = columns as [Column, ...Column[]];
  const x = rows.map((row) =>
    features.map((feature, i) => (row[i + 1]! - feature.mean) / feature.size),
  );
  const y = rows.map((row) => [row[0]! - label.mean]);
  if (wd > 0) penalise(x, y, Math.sqrt(wd * rows.length));
  const options = { intercept: false, statistics: false };
  const { weights: solved } = new MultivariateLinearRegression(x, y, options);
  const weights = features.map(({ size }, i) => solved[i]![0]! / size);
  const shift = features.reduce((sum, { mean }, i) => sum + weights[i]! * mean, 0);
  return { bias: label.mean - shift, weights };
}

interface Column {
  readonly mean: number;
  readonly size: number;
}

/** Without a bias nothing is shifted: zero must stay zero. */
function columnOf(rows: Rows, column: number, useBias: boolean): Column {
  const sum = rows.reduce((total, row) => total + row[column]!, 0);
  const mean = useBias ? sum / rows.length : 0;
  const squares = rows.reduce((total, row) => total + (row[column]! - mean) ** 2, 0);
  const size = Math.sqrt(squares / rows.length);
  // What is left of a column that never changes is rounding.
  const isConstant = size <= Number.EPSILON * Math.abs(mean) * rows.length;
  return isConstant ? { mean, size: Number.POSITIVE_INFINITY } : { mean, size };
}

/** L2 regularization as least squares: a row for each weight, that asks for it to be 0. */
function penalise(x: number[][], y: number[][], strength: number): void {
  const width = x[0]!.length;
  for (let i = 0; i < width; i++) {
    x.push(Array.from({ length: width }, (_, column) => (column === i ? strength : 0)));
    y.push([0]);
  }
}

/** What a model gives for a row of features. */
export function predict({ bias, weights }: LinearModel, features: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * features[i]!, bias);
}
