/* SPDX-License-Identifier: Apache-2.0 */
// What both examples need of Avro: the released schemas, instants, and the header of single-object encoding.
import * as avro from "avsc";
import { readFileSync, readdirSync } from "fs";
import { join } from "path";

/** Instants as the JSON form of a record has them: ISO-8601 in UTC; epoch milliseconds are taken too. */
class Instant extends avro.types.LogicalType {
  protected _fromValue = (millis: number) => new Date(millis).toISOString().replace(".000Z", "Z");
  protected _toValue = (time: any) => (typeof time === "number" ? time : typeof time === "string" ? Date.parse(time) : undefined);
  protected _resolve = (type: avro.Type) => (avro.Type.isType(type, "long", "logical:timestamp-millis") ? this._fromValue : undefined);
}

/** CRC-64-AVRO of a schema's canonical form, as it stands in a message: little-endian, in hexadecimal. */
export function fingerprint(type: avro.Type): string {
  const empty = 0xc15d213aa4d7a795n;
  let crc = empty;
  for (const byte of Buffer.from(JSON.stringify(type.schema()))) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = (crc >> 1n) ^ (crc & 1n ? empty : 0n);
  }
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(crc);
  return bytes.toString("hex");
}

/** Every released version of a record's schema, the newest last; from another folder if SCHEMAS names one. */
export function versions(record: string): avro.Type[] {
  const history = join(__dirname, "../../../schemas/src/main/resources/io/leeway/schemas/history", record);
  const folder = process.env.SCHEMAS ?? history;
  const files = readdirSync(folder).sort((a, b) => parseInt(a.slice(1), 10) - parseInt(b.slice(1), 10));
  return files.map((file) =>
    avro.Type.forSchema(JSON.parse(readFileSync(join(folder, file), "utf8")), { logicalTypes: { "timestamp-millis": Instant }, wrapUnions: false }));
}
