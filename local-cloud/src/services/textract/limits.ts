const MIB = 2 ** 20;

/** https://docs.aws.amazon.com/textract/latest/dg/limits-document.html */
export const SYNCHRONOUS = { bytes: 10 * MIB, pages: 1, pictureBytes: 10 * MIB };
export const ASYNCHRONOUS = { bytes: 500 * MIB, pages: 3000, pictureBytes: 10 * MIB };
