/** A box on a page, in the page's own unit (points, or pixels of a picture); from the upper left. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Word extends Box {
  readonly text: string;
  /** 0 to 100: how sure it is that the page says so. */
  readonly confidence: number;
}

/** A page of a document as its words. */
export interface Page {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** By how many degrees, clockwise, the page lies in its picture; the words' boxes are levelled. */
  readonly skew: number;
  readonly words: readonly Word[];
}

/** Why a document, or the rest of it, cannot be read. */
export type Problem =
  | 'unsupported'
  | 'tiff'
  | 'encrypted'
  | 'corrupt'
  | 'too-many-pages'
  | 'too-large'
  | 'too-slow';

export interface Limits {
  /** More pages are refused before any is read. */
  readonly pages: number;
  /** Of pictures; a PDF has the limit of the caller. */
  readonly pictureBytes: number;
}

/** What is made of each page where it is read, so that what takes long keeps nobody else waiting. */
export interface Making {
  /** Its default export is a `Maker`; the address of a file. */
  readonly module: string;
  /** What the ids that it gives come from. */
  readonly seed: string;
}

/** Makes of a page what is told of it instead. */
export type Maker<Made = unknown> = (page: Page, seed: string) => Made;

/** What the reading process is asked. */
export interface Request {
  /** Where the document lies. */
  readonly file: string;
  readonly limits: Limits;
  readonly making?: Making;
}

/** What it tells while it reads, in order: a `page` or an `unread` one each, `end`; or what ended it. */
export type Message =
  /** The next page is recognised, which takes three times the memory. */
  | { readonly type: 'scan' }
  | { readonly type: 'page'; readonly page: unknown }
  | { readonly type: 'unread'; readonly number: number }
  | { readonly type: 'end' }
  /** What was to be made of a page could not be: no fault of the document. */
  | { readonly type: 'failed'; readonly why: string }
  | { readonly type: 'problem'; readonly problem: Problem };

/** What a document says, or what is made of its pages, and the numbers of those that could not be read. */
export interface Reading<Made = Page> {
  readonly pages: readonly Made[];
  readonly unread: readonly number[];
}
