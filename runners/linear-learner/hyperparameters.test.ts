import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkChannels } from './data.ts';
import { settingsOf } from './hyperparameters.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
});
afterEach(() => void vi.restoreAllMocks());

const settings = (more: Record<string, string>) =>
  settingsOf({ predictor_type: 'regressor', ...more });

test('a regressor has a bias, no regularization, and as many features as there are', () => {
  expect(settings({})).toEqual({ featureDim: undefined, useBias: true, wd: 0 });
  expect(lines).toEqual([]);
});

test('those that have an effect have it', () => {
  expect(settings({ feature_dim: '9', use_bias: 'False', wd: '0.5', l1: '0' })).toEqual({
    featureDim: 9,
    useBias: false,
    wd: 0.5,
  });
});

test('those that steer the descent are told of', () => {
  settings({ epochs: '10', mini_batch_size: '100', normalize_data: 'true', _tuning: 'x' });
  expect(lines).toEqual([
    'Without effect on least squares: epochs, mini_batch_size, normalize_data, _tuning',
  ]);
});

test.each([
  [{ depth: '3' }, "Additional hyperparameters are not allowed ('depth' was unexpected)"],
  [{ epochs: '0' }, "'0' is not a value of the hyperparameter 'epochs'"],
  [{ epochs: 'many' }, "'many' is not a value of the hyperparameter 'epochs'"],
  [{ feature_dim: '2.5' }, "'2.5' is not a value of the hyperparameter 'feature_dim'"],
  [{ wd: '-1' }, "'-1' is not a value of the hyperparameter 'wd'"],
  [{ predictor_type: 'binary_classifier' }, 'does not serve predictor_type binary_classifier'],
  [{ loss: 'absolute_loss' }, 'does not serve loss absolute_loss'],
  [{ l1: '0.1' }, 'does not serve l1 0.1'],
])('%j fails the job', (more, message) => {
  expect(() => settings(more as Record<string, string>)).toThrow(message);
});

test('the kind of predictor must be said', () => {
  expect(() => settingsOf({})).toThrow("'predictor_type' is a required property");
});

const channel = (ChannelName: string, ContentType?: string) => ({
  ChannelName,
  DataSource: { S3DataSource: { S3Uri: 's3://rides/' } },
  ...(ContentType !== undefined && { ContentType }),
});
const train = channel('train', 'text/csv');

test('the channels are train, and validation and test as you like', () => {
  const others = [channel('validation', 'text/csv;label_size=1'), channel('test', 'text/csv')];
  expect(() => checkChannels([train, ...others])).not.toThrow();
});

test.each([
  [[channel('validation', 'text/csv')], "'train' is a required property"],
  [
    [train, channel('more', 'text/csv')],
    "Additional properties are not allowed ('more' was unexpected)",
  ],
  [[channel('train')], "'application/x-recordio-protobuf' is not one of ['text/csv']"],
  [[channel('train', 'text/csv;label_size=0')], "'label_size=0' is not served here"],
])('channels %j fail the job', (channels, cause) => {
  expect(() => checkChannels(channels)).toThrow(
    `Unable to initialize the algorithm. Failed to validate input data configuration. (caused by ValidationError)\n\nCaused by: ${cause}`,
  );
});
