import { ClientError } from './client-error.ts';

/** What of the hyperparameters has an effect here. */
export interface Settings {
  /** How many columns there are beside the label. Undefined: as many as the data has. */
  readonly featureDim: number | undefined;
  readonly useBias: boolean;
  /** The weight of L2 regularization: of the squares of the weights of normalised features. */
  readonly wd: number;
}

type Check = (value: string) => boolean;

const isNumber: Check = (value) => value.trim() !== '' && Number.isFinite(Number(value));
const number = (least: number, most = Number.POSITIVE_INFINITY): Check => {
  return (value) => isNumber(value) && Number(value) >= least && Number(value) <= most;
};
const integer =
  (least: number): Check =>
  (value) =>
    number(least)(value) && Number.isInteger(Number(value));
const among = (...values: string[]): Check => {
  return (value) => values.includes(value.toLowerCase());
};
const boolean = among('true', 'false');
const or =
  (word: string, check: Check): Check =>
  (value) =>
    value === word || check(value);

/**
 * The hyperparameters, and what they must be.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/ll_hyperparameters.html
 */
const HYPERPARAMETERS: Readonly<Record<string, Check>> = {
  predictor_type: among('binary_classifier', 'multiclass_classifier', 'regressor'),
  accuracy_top_k: integer(1),
  balance_multiclass_weights: boolean,
  beta_1: or('auto', number(0, 1)),
  beta_2: or('auto', number(0, 1)),
  bias_lr_mult: or('auto', number(0)),
  bias_wd_mult: or('auto', number(0)),
  binary_classifier_model_selection_criteria: () => true,
  early_stopping_patience: integer(1),
  early_stopping_tolerance: number(0),
  epochs: integer(1),
  f_beta: number(0),
  feature_dim: or('auto', integer(1)),
  huber_delta: number(0),
  init_bias: number(Number.NEGATIVE_INFINITY),
  init_method: among('uniform', 'normal'),
  init_scale: number(0),
  init_sigma: number(0),
  l1: or('auto', number(0)),
  learning_rate: or('auto', number(0)),
  loss: among(
    'auto',
    'logistic',
    'squared_loss',
    'absolute_loss',
    'hinge_loss',
    'eps_insensitive_squared_loss',
    'eps_insensitive_absolute_loss',
    'quantile_loss',
    'huber_loss',
    'softmax_loss',
  ),
  loss_insensitivity: number(0),
  lr_scheduler_factor: or('auto', number(0, 1)),
  lr_scheduler_minimum_lr: or('auto', number(0)),
  lr_scheduler_step: or('auto', integer(1)),
  margin: number(0),
  mini_batch_size: integer(1),
  momentum: or('auto', number(0, 1)),
  normalize_data: or('auto', boolean),
  normalize_label: or('auto', boolean),
  num_calibration_samples: integer(1),
  num_classes: integer(3),
  num_models: or('auto', integer(1)),
  num_point_for_scaler: integer(1),
  optimizer: among('auto', 'sgd', 'adam', 'adagrad', 'rmsprop'),
  positive_example_weight_mult: or('balanced', or('auto', number(0))),
  quantile: number(0, 1),
  target_precision: number(0, 1),
  target_recall: number(0, 1),
  unbias_data: or('auto', boolean),
  unbias_label: or('auto', boolean),
  use_bias: or('auto', boolean),
  use_lr_scheduler: or('auto', boolean),
  wd: or('auto', number(0)),
};

const EFFECTIVE = ['predictor_type', 'feature_dim', 'use_bias', 'wd', 'l1', 'loss'];

/**
 * What the hyperparameters of a job say. Those that steer the descent have no effect on least squares,
 * and are told of.
 *
 * @throws ClientError for what AWS's algorithm does not know, and for what this one does not do
 */
export function settingsOf(given: Readonly<Record<string, string>>): Settings {
  check(given);
  const { predictor_type: kind, loss = 'auto', l1 = 'auto' } = given;
  if (kind === undefined) throw new ClientError("'predictor_type' is a required property");
  if (kind !== 'regressor') throw notServed(`predictor_type ${kind}`);
  if (loss !== 'auto' && loss !== 'squared_loss') throw notServed(`loss ${loss}`);
  if (l1 !== 'auto' && Number(l1) !== 0) throw notServed(`l1 ${l1}`);
  tell(Object.keys(given).filter((name) => !EFFECTIVE.includes(name)));
  const { feature_dim: dim = 'auto', use_bias: bias = 'auto', wd = 'auto' } = given;
  return {
    featureDim: dim === 'auto' ? undefined : Number(dim),
    useBias: bias.toLowerCase() !== 'false',
    wd: wd === 'auto' ? 0 : Number(wd),
  };
}

function check(given: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(given)) {
    // What begins so is SageMaker's own, of tuning and of logs.
    if (name.startsWith('_')) continue;
    if (!Object.hasOwn(HYPERPARAMETERS, name)) {
      throw new ClientError(
        `Additional hyperparameters are not allowed ('${name}' was unexpected)`,
      );
    }
    if (!HYPERPARAMETERS[name]!(value)) {
      throw new ClientError(`'${value}' is not a value of the hyperparameter '${name}'`);
    }
  }
}

function notServed(what: string): ClientError {
  return new ClientError(
    `The linear learner of the local cloud does not serve ${what}: it is a regressor by least squares`,
  );
}

function tell(names: readonly string[]): void {
  if (names.length > 0) console.log(`Without effect on least squares: ${names.join(', ')}`);
}
