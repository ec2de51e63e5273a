# SPDX-License-Identifier: Apache-2.0
"""The checks behind scripts/acceptance, which says what they need."""
import collections
import glob
import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone

STREAMS = ["s01", "s14", "c01", "c04", "n02", "c11"]
PARTITIONED = "s01"
# Shares of the stream: before the change and after it; while the first incident is open and when it is resolved.
KILLS_AT = {"s01": [0.35, 0.7], "s14": [0.51, 0.7]}
# One family's life, as the data has it: there, back to normal for 1000 messages, there again until the end.
LIVES = {"s14": ["OPENED", "RESOLVED", "OPENED"]}
PARTITIONS = 4
PANE = timedelta(minutes=1)
READY_SECONDS = 120
RESULT_SECONDS = 1200

Results = collections.namedtuple("Results", "alerts reports panes")


class Failure(Exception):
    """The service did not do what it is needed for; nothing can be compared."""


class Stream:
    """A recorded stream as events."""

    def __init__(self, about, data, work):
        self.agent = about["name"]
        self.short = self.agent.split("_")[0]
        self.change_at, self.deadline = about["change_at"], about["alert_deadline"]
        self.file = os.path.join(work, self.agent + ".events.jsonl")
        with open(self.file, "wb") as out:
            subprocess.run(
                [sys.executable, os.path.join(data, "to_events.py"), os.path.join(data, "scenarios", about["file"])],
                stdout=out, check=True)
        with open(self.file, encoding="utf-8") as lines:
            self.times = sorted(instant(json.loads(line)["occurredAt"]) for line in lines)

    def pane_end(self, share=1.0):
        """End of the pane that the event at this share of the stream is in."""
        at = self.times[min(len(self.times) - 1, int(share * len(self.times)))]
        return at - timedelta(seconds=at.second, microseconds=at.microsecond) + PANE

    def row(self, when):
        """How many events had happened."""
        return sum(1 for at in self.times if at < when)


class Service:
    """`leeway run --embedded` in the background."""

    def __init__(self, tools, name, partitions):
        self.tools, self.name = tools, name
        self.data = os.path.join(tools.work, name)
        self.log = os.path.join(tools.work, name + ".log")
        self.options = ["--input-partitions", str(partitions)]
        self.process, self.address = None, None

    def start(self):
        with open(self.log, "ab") as log:
            begin = log.tell()
            # A short session: after kill -9 the group waits for the dead member.
            self.process = subprocess.Popen(
                [self.tools.leeway, "run", "--embedded", "--data", self.data, *self.options,
                 "--set", "http.port=0", "--set", "kafka.session.timeout.ms=6000",
                 "--set", "kafka.heartbeat.interval.ms=1000"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with open(self.log, "rb") as log:
                log.seek(begin)
                text = log.read().decode("utf-8", "replace")
            if "Leeway runs as" in text:
                self.address = text.split("Kafka listens on ")[1].split()[0].rstrip(",")
                return self
            time.sleep(0.2)
        self.stop(signal.SIGKILL)
        raise Failure(f"the service did not start; see {self.log}")

    def stop(self, how=signal.SIGTERM):
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def produce(self, streams):
        for stream in streams:
            self.tools.run("produce", "--events", stream.file, "--data", self.data)

    def results(self, label, until):
        """What is on the topics once these panes have been reported: agent to end of pane."""
        folder = os.path.join(self.tools.work, f"{self.name}-{label}")
        command = [self.tools.java, "-cp", self.tools.jar, os.path.join(self.tools.here, "Outputs.java"), self.address,
                   folder, str(RESULT_SECONDS), *(f"{agent}={text(end)}" for agent, end in until.items())]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"{self.name}: not everything was reported ({done.returncode}); see {self.log} and {folder}\n"
                          + done.stderr[-2000:])
        read = {kind: rows(os.path.join(folder, kind + ".tsv")) for kind in Results._fields}
        return Results(**read)


class Tools:
    def __init__(self, root, work):
        self.work, self.here = work, os.path.join(root, "scripts", "acceptance-tools")
        self.leeway = os.path.join(root, "scripts", "leeway")
        jars = glob.glob(os.path.join(root, "streams", "app", "target", "leeway-app-*.jar"))
        self.jar = [jar for jar in jars if not jar.endswith(("-sources.jar", "-javadoc.jar", "-tests.jar"))][0]
        home = os.environ.get("JAVA_HOME")
        self.java = os.path.join(home, "bin", "java") if home else "java"

    def run(self, *arguments):
        done = subprocess.run([self.leeway, *arguments], capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"leeway {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        return done.stdout


class Table:
    def __init__(self):
        self.failed = 0

    def check(self, what, passed, figures):
        self.failed += not passed
        print(f"{'PASS' if passed else 'FAIL'}  {what:<66}  {figures}", flush=True)

    def same(self, what, expected, actual):
        """Equal, and each line once."""
        twice = len(actual) - len(set(actual))
        missing, extra = len(set(expected) - set(actual)), len(set(actual) - set(expected))
        passed = bool(expected) and not (twice or missing or extra)
        self.check(what, passed, f"{len(actual)} of {len(expected)}, {missing} missing, {extra} others, {twice} twice")


def instant(value):
    return datetime.fromisoformat(value.replace("Z", "+00:00"))


def text(when):
    return when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def rows(file):
    with open(file, encoding="utf-8") as lines:
        return [tuple(line.rstrip("\n").split("\t")) for line in lines]


def of_agent(lines, stream):
    return [line for line in lines if line[0] == stream.agent]


def without_json(reports):
    return [line[:3] for line in reports]


def judge(table, stream, alerts):
    """Alerts in time, and no false ones. A row is how many messages had come when the alert opened."""
    opened = sorted(stream.row(instant(alert["openedAt"])) for alert in alerts
                    if alert["agentId"] == stream.agent and alert["transition"] == "OPENED")
    if stream.deadline is None:
        table.check(f"{stream.short}: no alert", not opened, f"{len(opened)} alerts, at messages {opened}")
        return
    early = [row for row in opened if row <= stream.change_at]
    late = [row - stream.change_at for row in opened if row > stream.change_at]
    table.check(f"{stream.short}: no alert before the change at {stream.change_at}", not early, f"{len(early)} alerts")
    allowed = stream.deadline - stream.change_at
    table.check(f"{stream.short}: alert within {allowed} messages of the change", bool(late) and late[0] <= allowed,
                f"delay {late[0]} messages" if late else "no alert")


def judge_life(table, stream, alerts):
    """Incidents come and go as the data does, and each is one."""
    if stream.short not in LIVES:
        return
    lives = collections.defaultdict(list)
    for line in sorted(of_agent(alerts, stream), key=lambda line: line[1]):
        if line[2] in ("OPENED", "RESOLVED"):
            lives[line[4]].append((line[2], stream.row(instant(line[1])), line[3]))
    expected = LIVES[stream.short]
    told = "; ".join(family + " " + ", ".join(f"{transition.lower()} at {row}" for transition, row, _ in life)
                     for family, life in lives.items())
    as_expected = [[transition for transition, _, _ in life] for life in lives.values()] == [expected]
    ids = {alert_id for life in lives.values() for _, _, alert_id in life}
    table.check(f"{stream.short}: {', '.join(expected).lower()}: {expected.count('OPENED')} incidents",
                as_expected and len(ids) == expected.count("OPENED"), told or "no alert")


def together(table, tools, streams):
    """All streams at once, as agents of one service; returns what was written."""
    with Service(tools, "together", PARTITIONS) as service:
        begin = time.monotonic()
        service.produce(streams)
        results = service.results("all", {stream.agent: stream.pane_end() for stream in streams})
        seconds = time.monotonic() - begin
        alerts = [json.loads(line) for line in tools.run("alerts", "--json", "--data", service.data).splitlines()]
    total = sum(len(stream.times) for stream in streams)
    print(f"      {total} messages in {seconds:.0f} s, {total / seconds:.0f} a second")
    for stream in streams:
        judge(table, stream, alerts)
        judge_life(table, stream, results.alerts)
        events = sum(int(line[2]) for line in of_agent(results.panes, stream))
        table.check(f"{stream.short}: every message is in a pane, once", events == len(stream.times),
                    f"{events} of {len(stream.times)}")
    # With the time, for an incident may be updated more than once.
    table.same("alerts: the command line prints those of the topic",
               [(line[3], line[2], instant(line[1])) for line in results.alerts],
               [(alert["alertId"], alert["transition"], instant(alert["updatedAt"])) for alert in alerts])
    return results


def offline(table, tools, streams, online):
    for stream in streams:
        out = {kind: os.path.join(tools.work, f"{stream.agent}.replay.{kind}.jsonl") for kind in Results._fields}
        tools.run("replay", "--events", stream.file,
                  *(option for kind, file in out.items() for option in ("--" + kind, file)))
        read = {}
        for kind, file in out.items():
            with open(file, encoding="utf-8") as lines:
                read[kind] = [line.rstrip("\n") for line in lines]
        parsed = [json.loads(line) for line in read["alerts"]]
        expected = sorted((instant(alert["updatedAt"]), alert["transition"], alert["alertId"]) for alert in parsed)
        actual = sorted((instant(line[1]), line[2], line[3]) for line in of_agent(online.alerts, stream))
        table.check(f"{stream.short}: replay gives the same alerts at the same event times", expected == actual,
                    f"{len(actual)} transitions")
        table.same(f"{stream.short}: replay gives the same reports", read["reports"],
                   [line[3] for line in of_agent(online.reports, stream)])
        table.same(f"{stream.short}: replay gives the same panes",
                   [pane["digest"] + " " + pane["paneStart"] for pane in map(json.loads, read["panes"])],
                   [line[3] + " " + line[1] for line in of_agent(online.panes, stream)])


def compare(table, what, stream, expected, actual):
    table.same(f"{what}: the same alerts", of_agent(expected.alerts, stream), actual.alerts)
    table.same(f"{what}: the same reports, bit by bit", without_json(of_agent(expected.reports, stream)),
               without_json(actual.reports))
    table.same(f"{what}: the same panes", of_agent(expected.panes, stream), actual.panes)


def killed(table, tools, stream, expected):
    service = Service(tools, f"killed-{stream.short}", PARTITIONS)
    try:
        service.start()
        service.produce([stream])
        for number, share in enumerate(KILLS_AT[stream.short], 1):
            before = service.results(f"kill-{number}", {stream.agent: stream.pane_end(share)})
            service.stop(signal.SIGKILL)
            done, all_panes = len(before.panes), len(of_agent(expected.panes, stream))
            so_far = ", ".join(line[2].lower() for line in before.alerts) or "none"
            table.check(f"{stream.short}: kill -9 number {number} falls in the middle", done < all_panes,
                        f"{done} of {all_panes} panes, alerts so far: {so_far}")
            service.start()
        actual = service.results("end", {stream.agent: stream.pane_end()})
        compare(table, f"{stream.short} after kill -9", stream, expected, actual)
        judge_life(table, stream, actual.alerts)
    finally:
        service.stop()


def partitioned(table, tools, stream, expected, partitions):
    with Service(tools, f"partitions-{partitions}", partitions) as service:
        service.produce([stream])
        actual = service.results("end", {stream.agent: stream.pane_end()})
    compare(table, f"{partitions} input partition{'s' if partitions > 1 else ''} instead of {PARTITIONS}", stream,
            expected, actual)


def main(root, data, work):
    tools = Tools(root, work)
    with open(os.path.join(data, "scenarios", "index.json"), encoding="utf-8") as file:
        index = {about["name"].split("_")[0]: about for about in json.load(file)}
    streams = [Stream(index[short], data, work) for short in STREAMS]
    one = next(stream for stream in streams if stream.short == PARTITIONED)
    table = Table()
    try:
        results = together(table, tools, streams)
        offline(table, tools, streams, results)
        for stream in streams:
            if stream.short in KILLS_AT:
                killed(table, tools, stream, results)
        for partitions in (1, 8):
            partitioned(table, tools, one, results, partitions)
    except Failure as failure:
        table.check("the service can be tried", False, str(failure))
    print(f"{'everything passed' if not table.failed else str(table.failed) + ' failed'}; logs and results are in {work}")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
