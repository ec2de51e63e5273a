/* SPDX-License-Identifier: Apache-2.0 */
// Sends inputs of agents to Leeway, one JSON object a line from standard input: as Avro, or as it is with --json.
// BOOTSTRAP_SERVERS, TOPIC and SCHEMAS (a folder of AgentInput's .avsc files) may be set in the environment.
import { Kafka, logLevel } from "kafkajs";
import { createInterface } from "readline";
import { fingerprint, versions } from "./avro";

const env = process.env;
const type = versions("AgentInput").pop()!;
const header = Buffer.from("c301" + fingerprint(type), "hex");

/** Avro single-object encoding: marker, fingerprint of the schema, body. No registry is asked. */
const avro = (event: any) => Buffer.concat([header, type.toBuffer(event)]);

async function main() {
  const kafka = new Kafka({ brokers: (env.BOOTSTRAP_SERVERS ?? "localhost:9092").split(","), logLevel: logLevel.ERROR });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  let messages: { key: string | null; value: Buffer | string }[] = [];
  const send = async () => {
    await producer.send({ topic: env.TOPIC ?? "agent-inputs", messages }); // fails where a message is not stored
    messages = [];
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const event = JSON.parse(line);
    // Any key will do, or none: one agent may come through all partitions. A session's events stay in order with its id.
    messages.push({ key: event.sessionId ?? null, value: process.argv.includes("--json") ? line : avro(event) });
    if (messages.length === 500) await send();
  }
  if (messages.length) await send();
  await producer.disconnect();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
