import type { Canvas } from '@napi-rs/canvas';
import { grey, type Raster } from './raster.ts';
import { withoutRules } from './rules.ts';
import { inkLimit, skewOf } from './skew.ts';

/** A picture of a page, ready to be recognised. */
export interface Prepared {
  readonly raster: Raster;
  /** By how many degrees, clockwise, the page lay in the picture. */
  readonly skew: number;
}

/** A decoded picture on paper, upright as its EXIF orientation says. */
export async function decode(bytes: Buffer): Promise<Canvas> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const image = await loadImage(bytes);
  const drawn = createCanvas(image.width, image.height);
  drawn.getContext('2d').drawImage(image, 0, 0);
  return drawn;
}

/** Grey, its text level, without rules, ink and paper well apart: recognition is surer, and quicker. */
export async function prepare(picture: Canvas): Promise<Prepared> {
  const skew = skewOf(pixels(picture));
  const level = skew === 0 ? picture : await turned(picture, -skew);
  const raster = pixels(level);
  const limit = inkLimit(raster.shades);
  return { raster: stretched(withoutRules(raster, limit), limit), skew };
}

function pixels(picture: Canvas): Raster {
  const { width, height } = picture;
  return grey(picture.getContext('2d').getImageData(0, 0, width, height).data, width, height);
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

/** How far below the limit a shade is black, and above it white. */
const [BLACK, WHITE] = [70, 40];

function stretched({ width, height, shades }: Raster, limit: number): Raster {
  const scale = Uint8Array.from({ length: 256 }, (_, shade) =>
    Math.max(0, Math.min(255, ((shade - limit + BLACK) * 255) / (BLACK + WHITE))),
  );
  return { width, height, shades: shades.map((shade) => scale[shade]!) };
}
