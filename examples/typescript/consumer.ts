/* SPDX-License-Identifier: Apache-2.0 */
// Prints the alerts of Leeway, one line each as `scripts/leeway alerts --brief` does; with --json the whole alert.
// BOOTSTRAP_SERVERS, TOPIC, GROUP_ID and SCHEMAS (a folder of DriftAlert's .avsc files) may be set in the environment.
import { Kafka, logLevel } from "kafkajs";
import { fingerprint, versions } from "./avro";

const env = process.env;
const known = versions("DriftAlert");
const newest = known[known.length - 1];
const readers = new Map(known.map((type) => [fingerprint(type), { type, resolver: newest.createResolver(type) }]));

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
