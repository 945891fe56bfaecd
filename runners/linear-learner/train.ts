import { packed } from './artifact.ts';
import { ClientError, orClientError } from './client-error.ts';
import type { Rows } from './csv.ts';
import { type Channel, checkChannels, rowsOf } from './data.ts';
import { settingsOf } from './hyperparameters.ts';
import { type LinearModel, leastSquares } from './least-squares.ts';
import { metricsOf } from './metrics.ts';
import { write } from './s3.ts';

/** A training job in the words of the API. */
export interface TrainInput {
  readonly command: 'train';
  readonly HyperParameters: Readonly<Record<string, string>>;
  readonly InputDataConfig: readonly Channel[];
  /** Where the model is to be written: an S3 URI. */
  readonly ModelArtifact: string;
}

/**
 * Fits a model to the rows of the channel `train`, measures it on the others, and writes it.
 *
 * @throws ClientError for hyperparameters, channels or rows that cannot be trained with
 */
export async function train({ HyperParameters, InputDataConfig, ModelArtifact }: TrainInput) {
  const settings = settingsOf(HyperParameters);
  checkChannels(InputDataConfig);
  const channels = new Map<string, Rows>();
  for (const channel of InputDataConfig) channels.set(channel.ChannelName, await rowsOf(channel));
  const rows = channels.get('train')!;
  const width = settings.featureDim ?? rows[0]!.length - 1;
  for (const [name, { 0: first }] of channels) checkWidth(name, first!.length - 1, width);
  console.log(`Training on ${rows.length} rows of ${width} features`);
  const model = leastSquares(rows, settings);
  const metrics = measured(model, channels);
  await orClientError('Artifact upload failed', () => write(ModelArtifact, packed(model)));
  return { metrics };
}

function checkWidth(channel: string, width: number, expected: number): void {
  if (width === expected) return;
  throw new ClientError(
    `The channel '${channel}' has ${width} features, and the model ${expected} (feature_dim).`,
  );
}

/** Every channel's metrics, as they are logged and told: `validation:rmse`. */
function measured(model: LinearModel, channels: ReadonlyMap<string, Rows>): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const [channel, rows] of channels) {
    for (const [name, value] of Object.entries(metricsOf(model, rows))) {
      metrics[`${channel}:${name}`] = value;
      console.log(`#quality_metric: host=algo-1, ${channel} ${name} <score>=${value}`);
    }
  }
  return metrics;
}
