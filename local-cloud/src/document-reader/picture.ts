import type { Canvas } from '@napi-rs/canvas';
import { type Raster, writeShades } from './raster.ts';
import { withoutRules } from './rules.ts';
import { skewOf } from './skew.ts';
import { between, contrasted, tonesOf } from './tones.ts';

/** A picture of a page, ready to be recognised. */
export interface Prepared {
  readonly raster: Raster;
  /** By how many degrees, clockwise, the page lay in the picture. */
  readonly skew: number;
}

/** Pixels of the longest side: in more of them letters are no clearer, in fewer they are guessed. */
const LONGEST_SIDE = 3500;
const SHORT_SIDE = 1300;

/** A decoded picture, upright as its EXIF orientation says, of a size that can be recognised. */
export async function decode(bytes: Buffer): Promise<Canvas> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const image = await loadImage(bytes);
  const side = Math.max(image.width, image.height);
  const scale = side < SHORT_SIDE ? 2 : Math.min(1, LONGEST_SIDE / side);
  const [width, height] = [image.width, image.height].map((length) => Math.ceil(length * scale));
  const drawn = createCanvas(width!, height!);
  const context = drawn.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width!, height!);
  return drawn;
}

/** Of the way from paper to ink: rules are thin, and grey where they were turned. */
const RULES = 0.32;

/** Grey, its text level, without rules, ink and paper well apart: recognition is surer, and quicker. */
export async function prepare(picture: Canvas): Promise<Prepared> {
  const skew = skewOf(pixels(picture));
  const level = skew === 0 ? picture : await turned(picture, -skew);
  const raster = pixels(level);
  release(picture);
  release(level);
  const tones = tonesOf(raster.shades);
  return { raster: contrasted(withoutRules(raster, between(tones, RULES)), tones), skew };
}

/** In bands of so many rows: colours take four times the memory of shades. */
const BAND = 128;

function pixels(picture: Canvas): Raster {
  const { width, height } = picture;
  const context = picture.getContext('2d');
  const shades = new Uint8Array(width * height);
  for (let top = 0; top < height; top += BAND) {
    const rows = shades.subarray(top * width, (top + BAND) * width);
    writeShades(context.getImageData(0, top, width, rows.length / width).data, rows);
  }
  return { width, height, shades };
}

/** About its middle, by degrees clockwise, on white. */
async function turned(picture: Canvas, degrees: number): Promise<Canvas> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const { width, height } = picture;
  const drawn = createCanvas(width, height);
  const context = drawn.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(picture, -width / 2, -height / 2);
  return drawn;
}

/** Gives back a picture's memory at once: V8 does not know how much it holds. */
function release(picture: Canvas): void {
  picture.width = 1;
  picture.height = 1;
}
