import type { ExpenseDetection, Geometry } from '@aws-sdk/client-textract';
import type { Box, Page } from '../../../document-reader/index.ts';
import { certainty, type Span } from './lines.ts';

/** Where a box stands on its page: in fractions of it, turned as the page lies in its picture. */
export function geometryOf(box: Box, { width, height, skew }: Page): Geometry {
  const turn = (skew * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const place = (x: number, y: number) => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    const [X, Y] = [width / 2 + dx * cos - dy * sin, height / 2 + dx * sin + dy * cos];
    return { X: within(X / width), Y: within(Y / height) };
  };
  const Polygon = [
    place(box.left, box.top),
    place(box.right, box.top),
    place(box.right, box.bottom),
    place(box.left, box.bottom),
  ];
  const [left, right] = extent(Polygon.map(({ X }) => X));
  const [top, bottom] = extent(Polygon.map(({ Y }) => Y));
  const BoundingBox = { Width: right - left, Height: bottom - top, Left: left, Top: top };
  return { BoundingBox, Polygon };
}

export function detection(span: Span, page: Page): ExpenseDetection {
  return {
    Text: span.text,
    Geometry: geometryOf(span, page),
    Confidence: Math.round(certainty(span) * 100) / 100,
  };
}

function within(part: number): number {
  return Math.max(0, Math.min(1, part));
}

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
