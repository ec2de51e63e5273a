/* SPDX-License-Identifier: Apache-2.0 */
// Prints the alerts of Leeway, one line each as `scripts/leeway alerts --brief` does; with --json the whole alert.
// BOOTSTRAP_SERVERS, TOPIC, GROUP_ID and SCHEMAS (a folder of DriftAlert's .avsc files) may be set in the environment.
import * as avro from "avsc";
import { readFileSync, readdirSync } from "fs";
import { Kafka, logLevel } from "kafkajs";
import { join } from "path";

const env = process.env;
const HISTORY = join(__dirname, "../../../schemas/src/main/resources/io/leeway/schemas/history/DriftAlert");

/** Instants as the JSON form of an alert has them: ISO-8601 in UTC. */
class Instant extends avro.types.LogicalType {
  protected _fromValue = (millis: number) => new Date(millis).toISOString().replace(".000Z", "Z");
  protected _toValue = (text: any) => (typeof text === "string" ? Date.parse(text) : undefined);
  protected _resolve = (type: avro.Type) => (avro.Type.isType(type, "long", "logical:timestamp-millis") ? this._fromValue : undefined);
}

/** CRC-64-AVRO of a schema's canonical form, as it stands in a message: little-endian. */
function fingerprint(type: avro.Type): string {
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

const folder = env.SCHEMAS ?? HISTORY;
const files = readdirSync(folder).sort((a, b) => parseInt(a.slice(1), 10) - parseInt(b.slice(1), 10));
const versions = files.map((file) =>
  avro.Type.forSchema(JSON.parse(readFileSync(join(folder, file), "utf8")), { logicalTypes: { "timestamp-millis": Instant }, wrapUnions: false }));
const newest = versions[versions.length - 1];
const readers = new Map(versions.map((type) => [fingerprint(type), { type, resolver: newest.createResolver(type) }]));

/** Avro single-object encoding (marker, fingerprint of the writer's schema, body) or JSON, by the first bytes. */
function read(value: Buffer): any {
  if (value.readUInt16BE(0) !== 0xc301) return JSON.parse(value.toString("utf8"));
  const reader = readers.get(value.toString("hex", 2, 10));
  if (!reader) throw new Error("no schema with fingerprint " + value.toString("hex", 2, 10) + " is known");
  return newest.fromBuffer(value.subarray(10), reader.resolver);
}

const jsonForm = (_: string, node: any) => (node === null ? undefined : typeof node === "number" && !isFinite(node) ? String(node) : node);
const agent = (alert: any) => alert.agentId + (alert.cohort ? ` (${alert.cohort})` : "");
const brief = (alert: any) =>
  [alert.updatedAt, alert.transition, alert.severity, alert.kind, agent(alert), alert.detectorFamily, alert.alertId, alert.summary]
    .join(" ").replaceAll("\n", " ");
const print = (alert: any) => console.log(process.argv.includes("--json") ? JSON.stringify(alert, jsonForm) : brief(alert));

const kafka = new Kafka({ brokers: (env.BOOTSTRAP_SERVERS ?? "localhost:9092").split(","), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: env.GROUP_ID ?? "leeway-alerts-typescript" }); // reads committed records only
consumer
  .subscribe({ topics: [env.TOPIC ?? "leeway.alerts"], fromBeginning: true })
  .then(() => consumer.run({ eachMessage: async ({ message }) => { if (message.value) print(read(message.value)); } }));
