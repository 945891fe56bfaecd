import type { Block } from '@aws-sdk/client-textract';
import type { Page } from '../../../document-reader/index.ts';
import { geometryOf } from './geometry.ts';
import { certainty, type Line, whole } from './lines.ts';

/** All of a page's text: the page, its lines, their words, each with its children. */
export function blocksOf(lines: readonly Line[], page: Page, newId: () => string): Block[] {
  const children = lines.map((line) => lineBlocks(line, page, newId));
  const paper = { left: 0, top: 0, right: page.width, bottom: page.height };
  const root: Block = {
    BlockType: 'PAGE',
    Geometry: geometryOf(paper, page),
    Id: newId(),
    ...related(children.map(({ line }) => line)),
    Page: page.number,
  };
  return [root, ...children.map(({ line }) => line), ...children.flatMap(({ words }) => words)];
}

function lineBlocks(line: Line, page: Page, newId: () => string) {
  const words = line.words.map((word): Block => {
    return {
      BlockType: 'WORD',
      Confidence: rounded(word.confidence),
      Text: word.text,
      TextType: 'PRINTED',
      Geometry: geometryOf(word, page),
      Id: newId(),
      Page: page.number,
    };
  });
  const block: Block = {
    BlockType: 'LINE',
    Confidence: rounded(certainty(whole(line))),
    Text: line.text,
    Geometry: geometryOf(line, page),
    Id: newId(),
    ...related(words),
    Page: page.number,
  };
  return { line: block, words };
}

function related(children: readonly Block[]): Pick<Block, 'Relationships'> {
  if (children.length === 0) return {};
  return { Relationships: [{ Type: 'CHILD', Ids: children.map(({ Id }) => Id!) }] };
}

function rounded(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
