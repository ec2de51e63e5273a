# SPDX-License-Identifier: Apache-2.0
"""The conversation that every program here has with its agent, the tools of the agent, OpenTelemetry as its documentation
sets it up, and the list of what a monitor must report of each turn.

In the environment: OPENAI_BASE_URL names the model (model.py), OTEL_EXPORTER_OTLP_ENDPOINT the collector, EXPECTED the
file for the list (standard output where it is not set), VARIANT the run and RECORDED what its settings leave of the user's
words: text, cut or call. With BARE=true no request of a server is around the turns.
"""
import json
import os
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path

from openai import AsyncOpenAI, DefaultAsyncHttpxClient, DefaultHttpxClient, OpenAI
from opentelemetry import trace
from opentelemetry._logs import set_logger_provider
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

AGENT = "shop-assistant"
INSTRUCTIONS = "You help the customers of a lamp shop. Look things up before you answer."
MODEL = "gpt-4o-mini"
MAX_TOKENS = 60
SESSION = "conversation-" + os.environ.get("VARIANT", Path(sys.argv[0]).stem)

# No tool, one, two in a row, two at once, one that fails, a model that fails, and the same words twice.
TURNS = json.loads(Path(__file__).with_name("turns.json").read_text("utf-8"))

sys.tracebacklimit = 0  # a failure is recorded without the places where the files of this machine are


def lookup_order(order: str) -> str:
    """Tells where an order is."""
    return f"Order {order} is on its way."


def refund(order: str, reason: str) -> str:
    """Pays the money for an order back."""
    if order == "4040":
        raise ValueError(f"order {order} is not known")
    return f"Order {order} was paid back, because it is {reason}."


def find_shop(city: str) -> str:
    """Finds the shop in a city."""
    return f"The shop in {city} is open until six."


TOOLS = {tool.__name__: tool for tool in (lookup_order, refund, find_shop)}
SPECIFICATIONS = [
    {"type": "function", "function": {
        "name": name, "description": tool.__doc__, "parameters": {
            "type": "object", "properties": {parameter: {"type": "string"} for parameter in parameters},
            "required": parameters, "additionalProperties": False}}}
    for name, tool in TOOLS.items()
    for parameters in [[parameter for parameter in tool.__annotations__ if parameter != "return"]]]


@contextmanager
def telemetry():
    """OpenTelemetry for as long as the program runs; everything is sent when it ends."""
    resource = Resource.create({"service.name": "lamp-shop", "service.version": "1.4.0"})
    traces, logs = TracerProvider(resource=resource), LoggerProvider(resource=resource)
    traces.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    trace.set_tracer_provider(traces)
    set_logger_provider(logs)
    try:
        yield
    finally:
        traces.shutdown()
        logs.shutdown()


def current_trace():
    return trace.format_trace_id(trace.get_current_span().get_span_context().trace_id)


class Watch:
    """Reads along what the model answers, so that the program knows it whatever a framework makes of it."""

    def __init__(self):
        self.calls, self.traces = [], []

    def client(self):
        return OpenAI(max_retries=0, http_client=DefaultHttpxClient(event_hooks={"response": [self.read]}))

    def async_client(self):
        return AsyncOpenAI(max_retries=0, http_client=DefaultAsyncHttpxClient(event_hooks={"response": [self.read_later]}))

    def read(self, response):
        response.read()
        self.note(response)

    async def read_later(self, response):
        await response.aread()
        self.note(response)

    def note(self, response):
        self.traces.append(current_trace())
        if response.status_code != 200:
            return
        answer = response.json()
        usage = answer["usage"]
        if answer["object"] == "response":  # has no finish reason; what the other API would call it
            tools = [item["name"] for item in answer["output"] if item["type"] == "function_call"]
            reason = "length" if answer["status"] == "incomplete" else "tool_calls" if tools else "stop"
        else:
            reason = answer["choices"][0]["finish_reason"]
            tools = [call["function"]["name"] for call in answer["choices"][0]["message"].get("tool_calls", [])]
            usage = {"input_tokens": usage["prompt_tokens"], "output_tokens": usage["completion_tokens"]}
        self.calls.append({"inputTokens": usage["input_tokens"], "outputTokens": usage["output_tokens"],
                           "finishReason": reason, "model": answer["model"], "tools": tools})

    def total(self, name):
        return sum(call[name] for call in self.calls)

    def expected(self):
        """What a monitor must report of the calls since the last time."""
        if not self.calls:
            facts = {"firstCall": None, "total": None, "tools": [], "finishReason": None, "responseModel": None}
        else:
            first, last = self.calls[0], self.calls[-1]
            facts = {"firstCall": {name: first[name] for name in ("inputTokens", "outputTokens", "finishReason")},
                     "total": {name: self.total(name) for name in ("inputTokens", "outputTokens")},
                     "tools": [tool for call in self.calls for tool in call["tools"] if tool in TOOLS],
                     "finishReason": last["finishReason"], "responseModel": last["model"]}
        facts["calls"] = len(self.calls)
        self.calls, self.traces = [], []
        return facts


def run(say, watch, agent=None, session=None, failed="text"):
    """Has the conversation: say(text) gets the answer to the user's words. Each turn is a request to a server.

    agent and session are what the instrumentation is told of them; failed is what it records of a turn whose first call of
    the model fails: text (the user's words), call (no words) or nothing.
    """
    lines, tracer = [], trace.get_tracer("lamp-shop")
    settings, bare = os.environ.get("RECORDED", "text"), os.environ.get("BARE") == "true"
    for number, text in enumerate(TURNS, start=1):
        answer, error = None, None
        with nullcontext() if bare else tracer.start_as_current_span("POST /chat", kind=trace.SpanKind.SERVER):
            traces = [current_trace()]
            try:
                answer = say(text)
            except Exception as e:  # the model failed; the shop goes on
                error = type(e).__name__
            traces = watch.traces if bare else traces
        recorded = min(settings, failed, key=["nothing", "call", "cut", "text"].index) if error else settings
        line = {"turn": number, "service": "lamp-shop", "agent": agent, "session": session, "traceId": traces[0],
                "text": text, "recorded": recorded, "answer": answer, "error": error, "model": MODEL}
        if bare:
            line["traceIds"] = list(traces)  # every call of the model may be a trace of its own
        lines.append(json.dumps({**line, **watch.expected()}, ensure_ascii=False) + "\n")
    if os.environ.get("EXPECTED"):
        Path(os.environ["EXPECTED"]).write_text("".join(lines), "utf-8")
    else:
        sys.stdout.write("".join(lines))


class Loop:
    """An agent without a framework: calls the model and the tools it asks for until it has an answer."""

    def __init__(self, watch, tool=None):
        self.client, self.tool = watch.client(), tool or (lambda call, run: run())
        self.messages = [{"role": "system", "content": INSTRUCTIONS}]

    def say(self, text):
        before = len(self.messages)
        self.messages.append({"role": "user", "content": text})
        try:
            while True:
                answer = self.client.chat.completions.create(
                    model=MODEL, messages=self.messages, tools=SPECIFICATIONS, max_tokens=MAX_TOKENS)
                message = answer.choices[0].message
                self.messages.append(message.model_dump(exclude_none=True))
                if not message.tool_calls:
                    return message.content
                for call in message.tool_calls:
                    self.messages.append({"role": "tool", "tool_call_id": call.id, "content": self.result(call)})
        except Exception:
            del self.messages[before:]  # as if it had never been said
            raise

    def result(self, call):
        try:
            return self.tool(call, lambda: TOOLS[call.function.name](**json.loads(call.function.arguments)))
        except ValueError as e:
            return f"That did not work: {e}."
