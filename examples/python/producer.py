# SPDX-License-Identifier: Apache-2.0
"""Sends inputs of agents to Leeway, one JSON object a line from standard input: as Avro, or as it is with --json.

BOOTSTRAP_SERVERS, TOPIC and SCHEMA (the newest .avsc file of AgentInput) may be set in the environment.
"""
import io
import json
import os
import sys
from datetime import datetime
from pathlib import Path
import fastavro
from confluent_kafka import Producer
from fastavro.schema import fingerprint, to_parsing_canonical_form

HISTORY = Path(__file__).resolve().parents[2] / "schemas/src/main/resources/io/leeway/schemas/history/AgentInput"
newest = max(HISTORY.glob("v*.avsc"), key=lambda path: int(path.stem[1:]), default=None)
SCHEMA = fastavro.parse_schema(json.loads(Path(os.environ.get("SCHEMA", newest)).read_text("utf-8")))
HEADER = b"\xc3\x01" + bytes.fromhex(fingerprint(to_parsing_canonical_form(SCHEMA), "CRC-64-AVRO"))


def avro(event):
    """Avro single-object encoding: marker, fingerprint of the schema, body. No registry is asked."""
    at = event["occurredAt"]
    body = io.BytesIO()
    fastavro.schemaless_writer(body, SCHEMA, event | {
        "occurredAt": at if isinstance(at, int) else datetime.fromisoformat(at.replace("Z", "+00:00"))})
    return HEADER + body.getvalue()


failures = []
producer = Producer({"bootstrap.servers": os.environ.get("BOOTSTRAP_SERVERS", "localhost:9092"),
                     "enable.idempotence": True, "linger.ms": 20, "compression.type": "zstd"})
for number, line in enumerate(sys.stdin, 1):
    event = json.loads(line)
    value = line.encode() if "--json" in sys.argv else avro(event)
    # Any key will do, or none: one agent may come through all partitions. A session's events stay in order with its id.
    producer.produce(os.environ.get("TOPIC", "agent-inputs"), value, event.get("sessionId"),
                     on_delivery=lambda error, _, line=number: error and failures.append(f"line {line}: {error}"))
    producer.poll(0)
producer.flush()
sys.exit("\n".join(failures) or None)
