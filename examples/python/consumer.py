# SPDX-License-Identifier: Apache-2.0
"""Prints the alerts of Leeway, one line each as `scripts/leeway alerts --brief` does; with --json the whole alert.

BOOTSTRAP_SERVERS, TOPIC, GROUP_ID and SCHEMAS (a folder of DriftAlert's .avsc files) may be set in the environment.
"""
import io
import json
import os
import sys
from pathlib import Path
import fastavro
from confluent_kafka import Consumer
from fastavro.schema import fingerprint, to_parsing_canonical_form

HISTORY = Path(__file__).resolve().parents[2] / "schemas/src/main/resources/io/leeway/schemas/history/DriftAlert"
MARKER = b"\xc3\x01"
SPECIAL = (float("inf"), float("-inf"))

instant = fastavro.read.LOGICAL_READERS["long-timestamp-millis"]
fastavro.read.LOGICAL_READERS["long-timestamp-millis"] = lambda *args: (  # as in the JSON form
    instant(*args).isoformat(timespec="milliseconds").replace("+00:00", "Z").replace(".000Z", "Z"))

SCHEMAS = {}  # every released version by its fingerprint, the newest last
for file in sorted(Path(os.environ.get("SCHEMAS", HISTORY)).glob("v*.avsc"), key=lambda path: int(path.stem[1:])):
    newest = fastavro.parse_schema(json.loads(file.read_text("utf-8")))
    SCHEMAS[bytes.fromhex(fingerprint(to_parsing_canonical_form(newest), "CRC-64-AVRO"))] = newest


def read(value):
    """Avro single-object encoding (marker, fingerprint of the writer's schema, body) or JSON, by the first bytes."""
    if value[:2] != MARKER:
        return json.loads(value)
    return fastavro.schemaless_reader(io.BytesIO(value[10:]), SCHEMAS[value[2:10]], newest)


def json_form(node):
    if isinstance(node, dict):
        return {name: json_form(value) for name, value in node.items() if value is not None}
    if isinstance(node, list):
        return [json_form(value) for value in node]
    return str(node).replace("inf", "Infinity").replace("nan", "NaN") if node in SPECIAL or node != node else node


def brief(alert):
    agent = alert["agentId"] + (f" ({alert['cohort']})" if alert.get("cohort") else "")
    line = [alert[name] for name in ("updatedAt", "transition", "severity", "kind")] + [agent]
    return " ".join(line + [alert[name] for name in ("detectorFamily", "alertId", "summary")]).replace("\n", " ")


consumer = Consumer({"bootstrap.servers": os.environ.get("BOOTSTRAP_SERVERS", "localhost:9092"),
                     "group.id": os.environ.get("GROUP_ID", "leeway-alerts-python"),
                     "auto.offset.reset": "earliest", "isolation.level": "read_committed"})
consumer.subscribe([os.environ.get("TOPIC", "leeway.alerts")])
while True:
    message = consumer.poll(1.0)
    if message is not None and message.error():
        print(message.error(), file=sys.stderr)
    elif message is not None and message.value():  # no value: the end of a compacted key
        alert = read(message.value())
        print(json.dumps(json_form(alert)) if "--json" in sys.argv else brief(alert), flush=True)
