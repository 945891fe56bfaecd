import { gunzipSync, gzipSync } from 'node:zlib';
import type { LinearModel } from './least-squares.ts';

/** The model as it is written: JSON, in the one file of a model.tar.gz. AWS's holds files of MXNet. */
export interface Artifact extends LinearModel {
  readonly algorithm: 'linear-learner';
  readonly predictor_type: 'regressor';
  readonly feature_dim: number;
}

const FILE = 'model.json';
const BLOCK = 512;

/** The same model makes the same bytes. */
export function packed(model: LinearModel): Uint8Array {
  const { bias, weights } = model;
  const artifact: Artifact = {
    algorithm: 'linear-learner',
    predictor_type: 'regressor',
    feature_dim: weights.length,
    bias,
    weights,
  };
  return gzipSync(tar(FILE, Buffer.from(`${JSON.stringify(artifact, null, 2)}\n`)));
}

/** @throws Error for anything that `packed` does not give */
export function unpacked(bytes: Uint8Array): Artifact {
  const archive = gunzipSync(bytes);
  const name = archive.toString('latin1', 0, 100).replace(/\0.*$/s, '');
  if (name !== FILE) throw new Error(`The model is not one of this algorithm: no ${FILE}`);
  const size = Number.parseInt(archive.toString('latin1', 124, 136), 8);
  return JSON.parse(archive.toString('utf8', BLOCK, BLOCK + size));
}

/** An archive of one file: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
function tar(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(BLOCK);
  const put = (text: string, at: number) => header.write(text, at, 'latin1');
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  put(name, 0);
  put(octal(0o644, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(content.length, 11), 124);
  put(octal(0, 11), 136);
  put(' '.repeat(8), 148);
  put('0', 156);
  put('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc(-content.length & (BLOCK - 1));
  return Buffer.concat([header, content, padding, Buffer.alloc(2 * BLOCK)]);
}
