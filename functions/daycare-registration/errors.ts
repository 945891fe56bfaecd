/** Others are taking or giving back spots of the same days at this moment. A second try helps. */
export class SpotsContended extends Error {
  override readonly name = 'SpotsContended';
}
